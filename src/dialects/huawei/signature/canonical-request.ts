import { hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { headerText } from '../../header-text.ts'
import { percentEncode } from '../../percent-encode.ts'
import type { Target } from '../../target.ts'

const plainPath = /^[A-Za-z0-9\-._~/]*$/
const unsignedPayload = 'UNSIGNED-PAYLOAD'

/** What a canonical request is made of. */
export interface SignedParts {
  readonly method: string
  readonly target: Target
  readonly headers: IncomingHttpHeaders
  readonly signedHeaders: readonly string[]
  readonly body: Buffer
}

/**
 * The request as both algorithms sign it: method, path, query, headers, their names and the payload's hash, a line each.
 * @see API Gateway, "AK/SK Signing and Authentication Algorithm", step 1
 */
export function canonicalRequest({ method, target, headers, signedHeaders, body }: SignedParts): string {
  let lines = `${method.toUpperCase()}\n${canonicalPath(target)}\n${canonicalQuery(target.query)}\n`
  for (const name of signedHeaders) lines += `${name}:${headerText(headers, name)}\n`
  return `${lines}\n${signedHeaders.join(';')}\n${payloadHash(headers, signedHeaders, body)}`
}

/** Each segment encoded anew, and a slash at the end whether or not one came. */
export function canonicalPath({ path, segments }: Pick<Target, 'path' | 'segments'>): string {
  if (plainPath.test(path)) return path.endsWith('/') ? path : `${path}/`
  return `/${segments.map(percentEncode).join('/')}/`
}

/** Names and values encoded anew, sorted by name and then by value, joined by `&`. */
export function canonicalQuery(query: Target['query']): string {
  return [...query]
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&')
}

/**
 * Hexadecimal SHA-256 of the body, or the text `UNSIGNED-PAYLOAD` where the header `X-Sdk-Content-Sha256` is signed and
 * says so. Any other text there cannot stand for the body: whoever saw a signed request could put a new body under it.
 */
export function payloadHash(headers: IncomingHttpHeaders, signedHeaders: readonly string[], body: Buffer): string {
  const stated = headers['x-sdk-content-sha256']
  if (stated === unsignedPayload && signedHeaders.includes('x-sdk-content-sha256')) return unsignedPayload
  return hash('sha256', body)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
