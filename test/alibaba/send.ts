import { request } from 'node:http'
import type { RunningServer } from '../server.ts'
import type { RawRequest } from './signer.ts'

export interface RawReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** Members of an answer in JSON. */
// biome-ignore lint/suspicious/noExplicitAny: what came in is compared, not used
export type Answer = Record<string, any>

/** Sends the bytes as they are: nothing is encoded, nothing is added but the length. */
export function send({ host, port }: Pick<RunningServer, 'host' | 'port'>, raw: RawRequest): Promise<RawReply> {
  return new Promise((done, failed) => {
    const { method, path, body } = raw
    const headers = { host, 'content-length': String(Buffer.byteLength(body)), ...raw.headers }
    const call = request({ host: '127.0.0.1', port, method, path, headers }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('error', failed)
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () =>
        done({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    call.on('error', failed)
    call.end(body)
  })
}

/** Sends, and reads the answer as JSON; `status` is added to its members. */
export async function ask(server: Pick<RunningServer, 'host' | 'port'>, raw: RawRequest): Promise<Answer> {
  const { status, text } = await send(server, raw)
  return { status, ...JSON.parse(text) }
}
