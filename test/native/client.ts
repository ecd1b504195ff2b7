import { request } from 'node:http'
import type { RunningServer } from '../server.ts'

/** A server's answer. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** What the text is the JSON of; undefined if it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: what the tests look into is what they are about
  readonly body: any
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  /** Text is sent as it is, all else as JSON. */
  readonly body?: unknown
}

/** Keys of the demo fleet, for `Authorization`. */
export const keys = {
  alibabaRoot: 'LTAI5tExampleRootKey:ExampleRootSecret0000000000000',
  alibabaOps: 'LTAI5tExampleOpsKey:ExampleOpsSecret00000000000000',
  alibabaAudit: 'LTAI5tExampleAuditKey:ExampleAuditSecret000000000000',
  huaweiAdmin: 'EXAMPLEAK000000000001:ExampleSecretKey000000000000000000000001',
  huaweiOps: 'EXAMPLEAK000000000002:ExampleSecretKey000000000000000000000002',
} as const

/** Tenants and instances of the demo fleet. */
export const account = '1234567890123456'
export const beijing = '89abcdef0123456789abcdef01234567'
export const singapore = 'fedcba9876543210fedcba9876543210'

/** Sends a request with nothing added but its length. */
export function send({ port }: RunningServer, method: string, path: string, sent: Sent = {}): Promise<Reply> {
  const { body = '', headers = {} } = sent
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return new Promise((done, failed) => {
    const length = bytes.length > 0 ? { 'content-length': String(bytes.length) } : {}
    const call = request({ host: '127.0.0.1', port, method, path, headers: { ...length, ...headers } }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('error', failed)
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        done({ status: reply.statusCode ?? 0, headers: reply.headers, text, body: parsed(text) })
      })
    })
    call.on('error', failed)
    call.end(bytes)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a program sends along with every call: the keys of those whom it calls as. */
export function withKeys(...pairs: readonly string[]): Readonly<Record<string, string>> {
  const credentials = pairs.map((pair) => `Basic ${Buffer.from(pair).toString('base64')}`)
  return { ...json, authorization: credentials.join(', ') }
}

/** Calls as a program does. */
export function callAs(server: RunningServer, who: readonly string[], method: string, path: string, body?: unknown) {
  return send(server, method, path, { headers: withKeys(...who), ...(body !== undefined && { body }) })
}

const json = { 'content-type': 'application/json', 'x-tagplane-client': 'test' }

/** What a page of the server sends. */
export function asPage({ url }: RunningServer): Readonly<Record<string, string>> {
  return { ...json, origin: url, 'sec-fetch-site': 'same-origin' }
}

/** A browser: keeps its cookies, and sends what pages of the server send. */
export class Browser {
  readonly server: RunningServer
  readonly cookies = new Map<string, string>()

  constructor(server: RunningServer) {
    this.server = server
  }

  async call(method: string, path: string, sent: Sent = {}): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...asPage(this.server), ...(cookie && { cookie }), ...sent.headers }
    const reply = await send(this.server, method, path, { ...sent, headers })
    for (const set of [reply.headers['set-cookie'] ?? []].flat()) this.#take(set)
    return reply
  }

  signIn(pair: string, cloud: string): Promise<Reply> {
    const [accessKeyId, accessKeySecret] = pair.split(':')
    return this.call('POST', '/api/v1/session', { body: { cloud, accessKeyId, accessKeySecret } })
  }

  #take(set: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
    if (/; Max-Age=0(;|$)/.test(set)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
