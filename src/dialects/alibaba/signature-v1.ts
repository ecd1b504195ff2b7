import { createHmac } from 'node:crypto'
import type { Parameters } from './parameters.ts'

/**
 * V1, step 1: the parameters that are signed, of query and form together, all but `Signature`.
 * @see ECS documentation, "Request signatures"
 */
export function signedParameters({ query, form }: Pick<Parameters, 'query' | 'form'>): Parameters['query'] {
  return [...query, ...form].filter((parameter) => parameter.name !== 'Signature')
}

/** V1, step 5. `method` is the verb received; an encoded query holds nothing that `encodeURIComponent` would leave. */
export function stringToSignV1(method: string, canonicalQuery: string): string {
  return `${method}&%2F&${encodeURIComponent(canonicalQuery)}`
}

/** V1, step 6: HMAC-SHA1 under the secret and `&`, in base64. */
export function signV1(stringToSign: string, secret: string): string {
  return createHmac('sha1', `${secret}&`).update(stringToSign).digest('base64')
}
