import type { CodeSample } from '../../code-sample.ts'
import { pythonLiteral, snakeCase } from '../../python-literal.ts'
import type { PlainRequest } from '../explorer/plain-request.ts'
import { sdkServices } from './sdk-service.ts'

/** The vendor's SDK. It takes a body as a dictionary, too. */
export function python({ operation, path, query, body }: PlainRequest, origin: URL): CodeSample | undefined {
  if (operation.anonymous) return undefined
  const { name, client, version, credentials } = sdkServices[operation.service]
  const { project_id, ...pathParams } = path
  const members = Object.entries({ ...pathParams, ...Object.fromEntries(query), ...(body && { body }) })
  const isBasic = credentials === 'basic'
  return {
    client: 'python',
    title: 'Python SDK',
    language: 'python',
    install: `pip install huaweicloudsdk${name}`,
    tested: false,
    text: `import os

from huaweicloudsdkcore.auth.credentials import ${isBasic ? 'BasicCredentials' : 'GlobalCredentials'}
from huaweicloudsdk${name}.${version} import ${client}Client, ${operation.name}Request

credentials = ${isBasic ? 'BasicCredentials' : 'GlobalCredentials'}(
    os.environ["HUAWEICLOUD_SDK_AK"],
    os.environ["HUAWEICLOUD_SDK_SK"],
    ${isBasic ? pythonLiteral(project_id) : 'os.environ["HUAWEICLOUD_SDK_DOMAIN_ID"]'},
)
client = ${client}Client.new_builder() \\
    .with_credentials(credentials) \\
    .with_endpoint(${pythonLiteral(origin.origin)}) \\
    .build()
request = ${operation.name}Request(
${members.map(([member, value]) => `    ${member}=${pythonLiteral(value)},\n`).join('')})
print(client.${snakeCase(operation.name)}(request))`,
  }
}
