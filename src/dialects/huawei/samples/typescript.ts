import type { CodeSample } from '../../code-sample.ts'
import { scriptLiteral } from '../../script-literal.ts'
import type { PlainRequest } from '../explorer/plain-request.ts'

/** The core of the vendor's SDKs for Node: it takes every call, and npm has no package for DDS. */
export function typescript({ operation, path, query, body }: PlainRequest, origin: URL): CodeSample | undefined {
  if (operation.anonymous) return undefined
  const { project_id, ...pathParams } = path
  const options = {
    method: operation.method,
    url: operation.path,
    contentType: 'application/json',
    pathParams,
    queryParams: Object.fromEntries(query),
    headers: {},
    ...(body && { data: body }),
  }
  return {
    client: 'typescript',
    title: 'TypeScript SDK',
    language: 'ts',
    install: 'npm install @huaweicloud/huaweicloud-sdk-core uuid@9',
    tested: true,
    text: `import core from '@huaweicloud/huaweicloud-sdk-core'
import builder from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js'

const credentials = new core.${project_id === undefined ? 'GlobalCredentials' : 'BasicCredentials'}()
  .withAk(process.env.HUAWEICLOUD_SDK_AK)
  .withSk(process.env.HUAWEICLOUD_SDK_SK)
  ${project_id === undefined ? '.withDomainId(process.env.HUAWEICLOUD_SDK_DOMAIN_ID)' : `.withProjectId(${scriptLiteral(project_id)})`}
const client = new builder.ClientBuilder((client) => client)
  .withCredential(credentials)
  .withEndpoint(${scriptLiteral(origin.origin)})
  .build()
const { httpStatusCode, ...reply } = await client.sendRequest(${scriptLiteral(options)})
console.log(JSON.stringify(reply))`,
  }
}
