import { createHash, createHmac, randomUUID } from 'node:crypto'

/** A key pair of the test fleet, or temporary credentials. */
export interface Key {
  readonly id: string
  readonly secret: string
  /** The security token of temporary credentials. */
  readonly token?: string
}

/** Parameters as they are to be sent, in this order; a name may be repeated. */
export type Pairs = readonly (readonly [name: string, value: string])[]

/** A request in all its bytes. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function encode(text: string): string {
  return Array.from(Buffer.from(text), (byte) => {
    const letter = String.fromCharCode(byte)
    return /[A-Za-z0-9_.~-]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}

export function toQuery(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
}

export function timestamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`
}

function sorted(pairs: Pairs): Pairs {
  return pairs.toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}

export interface SignOptions {
  readonly method?: string
  readonly at?: number
  readonly nonce?: string
  /** Common parameters to send instead, or, if undefined, not to send. */
  readonly common?: Readonly<Record<string, string | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  /** Where the operation's own parameters go. */
  readonly place?: 'query' | 'form'
  readonly version?: string
}

const formHeader = { 'content-type': 'application/x-www-form-urlencoded' }

/** A request with signature V1, as tea-rpc sends it (`place: 'form'`) or as pop-core and sdk-go do. */
export function signV1(key: Key, action: string, pairs: Pairs, options: SignOptions = {}): RawRequest {
  const { method = 'POST', at = Date.now(), nonce = randomUUID(), place = 'query', headers = {} } = options
  const common = {
    Action: action,
    Format: 'JSON',
    Version: options.version ?? '2015-01-01',
    AccessKeyId: key.id,
    SecurityToken: key.token,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: nonce,
    Timestamp: timestamp(at),
    ...options.common,
  }
  const commonPairs = Object.entries(common).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const text = toQuery(sorted([...commonPairs, ...pairs].filter(([name]) => name !== 'Signature')))
  const stringToSign = `${method}&${encode('/')}&${encode(text)}`
  const signature = createHmac('sha1', `${key.secret}&`).update(stringToSign).digest('base64')
  const signed: Pairs = 'Signature' in common ? commonPairs : [...commonPairs, ['Signature', signature]]
  return place === 'form'
    ? { method, path: `/?${toQuery(signed)}`, headers: { ...formHeader, ...headers }, body: toQuery(pairs) }
    : { method, path: `/?${toQuery([...signed, ...pairs])}`, headers, body: '' }
}

/** A request with signature V3, as the current SDKs send it. */
export function signV3(host: string, key: Key, action: string, pairs: Pairs, options: SignOptions = {}): RawRequest {
  const { method = 'POST', at = Date.now(), nonce = randomUUID(), place = 'query' } = options
  const body = place === 'form' ? toQuery(pairs) : ''
  const digest = createHash('sha256').update(body).digest('hex')
  const headers: Record<string, string> = {
    ...(place === 'form' && formHeader),
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': digest,
    'x-acs-date': timestamp(at),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': options.version ?? '2015-01-01',
    ...(key.token !== undefined && { 'x-acs-security-token': key.token }),
    ...options.headers,
  }
  const names = Object.keys(headers).sort()
  const query = place === 'form' ? '' : toQuery(sorted(pairs))
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const canonical = [method, '/', query, lines, names.join(';'), digest].join('\n')
  const stringToSign = `ACS3-HMAC-SHA256\n${createHash('sha256').update(canonical).digest('hex')}`
  const signature = createHmac('sha256', key.secret).update(stringToSign).digest('hex')
  const authorization = `ACS3-HMAC-SHA256 Credential=${key.id},SignedHeaders=${names.join(';')},Signature=${signature}`
  return { method, path: query ? `/?${query}` : '/', headers: { ...headers, authorization }, body }
}
