import { createHmac, hash, randomBytes } from 'node:crypto'
import type { Turn } from './load.ts'

const emptyDigest = hash('sha256', '')
const signedHeaders =
  'host;x-acs-action;x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;x-acs-version'
const version = '2015-01-01'
const nonceStart = randomBytes(24).toString('hex')
let nonces = 0

/**
 * A call of R-kvstore as `@alicloud/r-kvstore20150101` sends it: POST, everything in the query, ACS3-HMAC-SHA256.
 * @param query sorted by name, percent-encoded
 */
export function acs3Request(
  action: string,
  query: string,
  { host, at, caller }: Turn,
  key = caller.alibabaKey,
): string {
  const date = `${new Date(at).toISOString().slice(0, 19)}Z`
  const nonce = nonceStart + (++nonces).toString(16).padStart(16, '0')
  const canonical = `POST\n/\n${query}\nhost:${host}\nx-acs-action:${action}\nx-acs-content-sha256:${emptyDigest}\nx-acs-credentials-provider:static_ak\nx-acs-date:${date}\nx-acs-signature-nonce:${nonce}\nx-acs-version:${version}\n\n${signedHeaders}\n${emptyDigest}`
  const signature = createHmac('sha256', key.secret)
    .update(`ACS3-HMAC-SHA256\n${hash('sha256', canonical)}`)
    .digest('hex')
  return `POST /?${query} HTTP/1.1\r\nhost: ${host}\r\nx-acs-version: ${version}\r\nx-acs-action: ${action}\r\nuser-agent: AlibabaCloud (linux; x64) Node.js/v26 Core/1.0.1 TeaDSL/2\r\nx-acs-date: ${date}\r\nx-acs-signature-nonce: ${nonce}\r\naccept: application/json\r\nx-acs-content-sha256: ${emptyDigest}\r\nx-acs-credentials-provider: static_ak\r\nAuthorization: ACS3-HMAC-SHA256 Credential=${key.id},SignedHeaders=${signedHeaders},Signature=${signature}\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n`
}
