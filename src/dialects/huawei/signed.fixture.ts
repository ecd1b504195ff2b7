import assert from 'node:assert/strict'
import { parseTarget } from '../target.ts'
import { formatSdkDate } from './signature/sdk-date.ts'
import { signatureOf, signedText } from './signature/signed-text.ts'

/** A call before it is signed. */
interface Unsigned {
  readonly method: string
  readonly target: string
  readonly body?: Buffer
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Signing {
  readonly id: string
  readonly secret: string
  readonly signedHeaders?: readonly string[]
  /** `YYYYMMDD/region/service`, to sign with V11-HMAC-SHA256. */
  readonly derivedFor?: string
}

/** The headers of a signed call. */
export function signedHeadersOf(
  { method, target, body = Buffer.alloc(0), at }: Unsigned,
  { id, secret, signedHeaders = ['host', 'x-sdk-date'], derivedFor }: Signing,
): Record<string, string> {
  const parsed = parseTarget(target)
  assert(parsed, target)
  const date = formatSdkDate(at)
  const headers = { host: 'localhost', 'x-sdk-date': date }
  const text = signedText({ method, target: parsed, headers, signedHeaders, body }, date, derivedFor)
  const tail = `SignedHeaders=${signedHeaders.join(';')}, Signature=${signatureOf(text, { id, secret }, derivedFor)}`
  const authorization =
    derivedFor === undefined
      ? `SDK-HMAC-SHA256 Access=${id}, ${tail}`
      : `V11-HMAC-SHA256 Credential=${id}/${derivedFor}, ${tail}`
  return { ...headers, authorization }
}
