import type { CodeSample } from '../../code-sample.ts'
import { scriptLiteral } from '../../script-literal.ts'
import { protocolOf, regionOf, type SampleCall } from './sample-call.ts'

/** Of each product, what the vendor publishes it as. */
const packages: Readonly<Record<string, string>> = {
  'R-kvstore': '@alicloud/r-kvstore20150101',
  Sts: '@alicloud/sts20150401',
}

/** The vendor's current SDK. A call without parameters has no request class, unless the operation has some. */
export function typescript(call: SampleCall): CodeSample | undefined {
  const { operation, parameters, origin } = call
  const name = packages[operation.product.code]
  if (name === undefined) return undefined
  const method = withSmallInitial(operation.name)
  const hasRequest = Object.keys(operation.parameters).length > 0
  const request = hasRequest ? `new api.${operation.name}Request(${scriptLiteral(modelOf(parameters))})` : ''
  return {
    client: 'typescript',
    title: 'TypeScript SDK',
    language: 'ts',
    install: `npm install ${name}`,
    tested: true,
    text: `import api from '${name}'

const client = new api.default({
  accessKeyId: process.env.ALIBABA_CLOUD_ACCESS_KEY_ID,
  accessKeySecret: process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  endpoint: '${origin.host}',
  protocol: '${protocolOf(origin)}',
  regionId: ${scriptLiteral(regionOf(call))},
})
const { body } = await client.${method}(${request})
console.log(JSON.stringify(body.toMap()))`,
  }
}

/** As the models of the SDK name their members: `regionId`. */
function modelOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(modelOf)
  if (typeof value !== 'object' || value === null) return value
  const given = Object.entries(value).filter(([, member]) => member !== null)
  return Object.fromEntries(given.map(([name, member]) => [withSmallInitial(name), modelOf(member)]))
}

function withSmallInitial(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
