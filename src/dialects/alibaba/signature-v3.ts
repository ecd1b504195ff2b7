import { createHmac, hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { headerText } from '../header-text.ts'
import { canonicalQuery } from './canonical-query.ts'
import { signedHeadersMax } from './limits.ts'
import type { Parameters } from './parameters.ts'

export const algorithmV3 = 'ACS3-HMAC-SHA256'

/** What a caller who signs no less could have others replay or redirect. */
const mustBeSigned = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce'] as const

/** An `Authorization` header of V3, taken apart. */
export interface AuthorizationV3 {
  readonly accessKeyId: string
  /** In the order in which they are signed. */
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const grammar = /^ACS3-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([^,\s]+)$/

/** @returns undefined if the header does not follow the grammar, or leaves unsigned what must be signed */
export function parseAuthorizationV3(header: string): AuthorizationV3 | undefined {
  const [, accessKeyId, list, signature] = grammar.exec(header) ?? []
  if (accessKeyId === undefined || list === undefined || signature === undefined) return undefined
  const signedHeaders = list.split(';', signedHeadersMax + 1)
  const distinct = new Set(signedHeaders)
  if (signedHeaders.length > signedHeadersMax || distinct.size < signedHeaders.length) return undefined
  return mustBeSigned.every((name) => distinct.has(name)) ? { accessKeyId, signedHeaders, signature } : undefined
}

/**
 * V3, step 1: the six parts, joined by line feeds.
 * @param query parameters of the query alone; the form is signed through the digest of the body
 * @see "V3 request structure and signature"
 */
export function canonicalRequest(
  method: string,
  query: Parameters['query'],
  headers: IncomingHttpHeaders,
  signedHeaders: readonly string[],
  bodyDigest: string,
): string {
  const lines = signedHeaders.map((name) => `${name}:${headerText(headers, name)}\n`).join('')
  return `${method}\n/\n${canonicalQuery(query)}\n${lines}\n${signedHeaders.join(';')}\n${bodyDigest}`
}

/** V3, step 2. */
export function stringToSignV3(canonical: string): string {
  return `${algorithmV3}\n${hash('sha256', canonical)}`
}

/** V3, step 3: HMAC-SHA256 under the bare secret, in lower-case hexadecimal. */
export function signV3(stringToSign: string, secret: string): string {
  return createHmac('sha256', secret).update(stringToSign).digest('hex')
}

const emptyDigest = hash('sha256', '')

/** Part 6: SHA-256 of the body as received, in lower-case hexadecimal. */
export function digestOf(body: Buffer): string {
  return body.length === 0 ? emptyDigest : hash('sha256', body)
}
