import { createHash, createHmac, hkdfSync } from 'node:crypto'

/** An access key as a client holds it. */
export interface AccessKey {
  readonly id: string
  readonly secret: string
}

export interface Unsigned {
  readonly method: string
  /** Path and query as they are to be sent. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface SigningOptions {
  readonly at?: Date
  /** `YYYYMMDD/region/service`, to sign with V11-HMAC-SHA256. */
  readonly derivedFor?: string
}

const hex = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('hex')
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The headers to send: those given, all of them signed, with `X-Sdk-Date` and `Authorization`. */
export function signed(
  { method, target, headers, body = '' }: Unsigned,
  key: AccessKey,
  { at = new Date(), derivedFor }: SigningOptions = {},
): Record<string, string> {
  const date = `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  const sent = { ...headers, 'X-Sdk-Date': date }
  const lines = Object.entries(sent)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const names = lines.map(([name]) => name).join(';')
  const canonical = [
    method,
    ...pathAndQuery(target),
    lines.map(([name, value]) => `${name}:${value}\n`).join(''),
    names,
    headers['X-Sdk-Content-Sha256'] ?? hex(body),
  ].join('\n')
  const tail = `SignedHeaders=${names}, Signature=`
  if (derivedFor === undefined) {
    const signature = hmac(key.secret, `SDK-HMAC-SHA256\n${date}\n${hex(canonical)}`)
    return { ...sent, Authorization: `SDK-HMAC-SHA256 Access=${key.id}, ${tail}${signature}` }
  }
  const derived = Buffer.from(hkdfSync('sha256', key.secret, key.id, derivedFor, 32)).toString('hex')
  const signature = hmac(derived, `V11-HMAC-SHA256\n${date}\n${derivedFor}\n${hex(canonical)}`)
  return { ...sent, Authorization: `V11-HMAC-SHA256 Credential=${key.id}/${derivedFor}, ${tail}${signature}` }
}

/** `YYYYMMDD/region/service`, what the key of V11-HMAC-SHA256 is derived for. */
export function derivation(regionAndService: string, day = new Date()): string {
  return `${day.toISOString().slice(0, 10).replaceAll('-', '')}/${regionAndService}`
}

function pathAndQuery(target: string): [string, string] {
  const [path = '', query = ''] = target.split('?')
  const pairs = [...new URLSearchParams(query)].map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
  const encoded = path
    .split('/')
    .map((segment) => escaped(decodeURIComponent(segment)))
    .join('/')
  return [encoded.endsWith('/') ? encoded : `${encoded}/`, pairs.sort().join('&')]
}
