import { randomUUID } from 'node:crypto'
import type { WireRequest } from '../dialect.ts'
import { percentEncode } from '../percent-encode.ts'
import { readParameters } from './parameters.ts'
import { signV1 } from './signature-v1.ts'
import { signedTextV1 } from './signed-text.ts'
import { formatTimestamp } from './timestamp.ts'

/** Parameters by their names on the wire; those that are undefined are left out. */
export type Texts = Readonly<Record<string, string | undefined>>

/** A key, with its token if it is a temporary one. */
export interface Signer {
  readonly id: string
  readonly secret: string
  readonly token?: string
}

/** A request of V1 with everything in the query; `texts` come before the common parameters that it would have. */
export function signedV1(texts: Texts, key: Signer, at: number, method = 'GET'): WireRequest {
  const all: Texts = {
    Version: '2015-01-01',
    Format: 'JSON',
    AccessKeyId: key.id,
    SecurityToken: key.token,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: formatTimestamp(at),
    ...texts,
  }
  const query = Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([name, value = '']) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&')
  const parameters = readParameters({ target: `/?${query}`, headers: {}, body: Buffer.alloc(0) })
  const signature = signV1(signedTextV1(method, parameters).stringToSign, key.secret)
  const target = 'Signature' in texts ? `/?${query}` : `/?${query}&Signature=${percentEncode(signature)}`
  return { method, target, headers: {}, body: Buffer.alloc(0), remoteAddress: '127.0.0.1' }
}
