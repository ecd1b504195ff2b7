import { createRequire } from 'node:module'
import type { RunningServer } from '../server.ts'
import { rootKey } from './fleet.ts'
import type { Answer } from './send.ts'
import type { Key } from './signer.ts'

// The vendor's packages are CommonJS; what `import` finds in them differs from what their types say.
const require = createRequire(import.meta.url)
const openapi = require('@alicloud/openapi-client')
const kvstore = require('@alicloud/r-kvstore20150101')
const sts = require('@alicloud/sts20150401')
const { RPCClient } = require('@alicloud/pop-core')

type Value = string | number | boolean | undefined
/** Parameters by their names on the wire; lists are arrays. */
export type Params = Readonly<Record<string, Value | readonly Value[] | readonly Readonly<Record<string, Value>>[]>>

/** Calls an operation, and gives the members of the answer, good or bad, with its HTTP `status`. */
export type Client = (action: string, params?: Params) => Promise<Answer>

export type MakeClient = (server: Pick<RunningServer, 'host' | 'url'>, key?: Key, version?: string) => Client

/** `@alicloud/r-kvstore20150101`, or `@alicloud/sts20150401`: signature V3. */
export const currentSdk: MakeClient = (server, key = rootKey, version) => {
  const sdk = version === '2015-04-01' ? sts : kvstore
  const client = new sdk.default(new openapi.Config(configOf(server, key)))
  return (action, params = {}) => {
    const Request = sdk[`${action}Request`]
    const method = action[0]?.toLowerCase() + action.slice(1)
    return settle(() => (Request ? client[method](new Request(modelOf(params))) : client[method]()))
  }
}

/** `@alicloud/openapi-client` with `signatureAlgorithm: 'v2'`: signature V1, POST, parameters in the query. */
export const genericV1: MakeClient = (server, key = rootKey, version = '2015-01-01') => {
  const client = new openapi.default(
    new openapi.Config({ ...configOf(server, key), signatureAlgorithm: 'v2', signatureVersion: '1.0' }),
  )
  return (action, params = {}) => settle(() => client.callApi(callOf(action, version), { query: flatten(params) }, {}))
}

/** `@alicloud/openapi-client` with signature V3 and the parameters in a form. */
export const genericV3Form: MakeClient = (server, key = rootKey, version = '2015-01-01') => {
  const client = new openapi.default(new openapi.Config(configOf(server, key)))
  const call = (action: string) => ({ ...callOf(action, version), reqBodyType: 'formData' })
  return (action, params = {}) => settle(() => client.callApi(call(action), { body: flatten(params) }, {}))
}

/** `@alicloud/pop-core`: signature V1, everything in the query or in a form. */
export function popCore(method: 'GET' | 'POST' | 'post'): MakeClient {
  return ({ url }, { id, secret, token } = rootKey, apiVersion = '2015-01-01') => {
    const credentials = { accessKeyId: id, accessKeySecret: secret, securityToken: token }
    const client = new RPCClient({ ...credentials, endpoint: url, apiVersion })
    return (action, params = {}) => settle(async () => ({ body: await client.request(action, params, { method }) }))
  }
}

/** Every client, by the name of its package and the way it signs. */
export const clients: readonly (readonly [string, MakeClient])[] = [
  ['r-kvstore20150101, V3', currentSdk],
  ['openapi-client, V1', genericV1],
  ['openapi-client, V3 with a form', genericV3Form],
  ['pop-core, V1 by GET', popCore('GET')],
  ['pop-core, V1 by POST', popCore('POST')],
  ['pop-core, V1 by POST with a query', popCore('post')],
]

export function configOf({ host }: Pick<RunningServer, 'host'>, { id, secret, token }: Key) {
  const credentials = { accessKeyId: id, accessKeySecret: secret, securityToken: token }
  return { ...credentials, endpoint: host, protocol: 'HTTP', regionId: 'cn-hangzhou' }
}

function callOf(action: string, version: string) {
  const style = { authType: 'AK', style: 'RPC', reqBodyType: 'json', bodyType: 'json' }
  return { action, version, protocol: 'HTTP', pathname: '/', method: 'POST', ...style }
}

async function settle(call: () => Promise<{ body: unknown; statusCode?: number }>): Promise<Answer> {
  try {
    const { body, statusCode = 200 } = await call()
    return { status: statusCode, ...membersOf(body) }
  } catch (error) {
    return refusalOf(error as Answer)
  }
}

/** The SDK's models give back the names on the wire by `toMap`. */
function membersOf(body: unknown): Answer {
  const model = body as { toMap?: () => Answer }
  return model.toMap?.() ?? (body as Answer)
}

function refusalOf(error: Answer): Answer {
  const { code, data = {}, statusCode } = error
  if (code === undefined && data.Code === undefined) throw error
  return { status: data.statusCode ?? statusCode, ...data, Code: data.Code ?? code }
}

function modelOf(params: Params): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      lowerFirst(name),
      Array.isArray(value) ? value.map((item) => (typeof item === 'object' ? modelOf(item) : item)) : value,
    ]),
  )
}

function lowerFirst(name: string): string {
  return (name[0]?.toLowerCase() ?? '') + name.slice(1)
}

function flatten(params: Params): Record<string, string> {
  const flat: Record<string, string> = {}
  const put = (name: string, value: unknown): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) put(`${name}.${index + 1}`, item)
    } else if (typeof value === 'object' && value !== null) {
      for (const [member, inner] of Object.entries(value)) put(`${name}.${member}`, inner)
    } else if (value !== undefined) flat[name] = String(value)
  }
  for (const [name, value] of Object.entries(params)) put(name, value)
  return flat
}
