import { type Agent, request } from 'node:http'
import type { RunningServer } from '../server.ts'

/** A request in all its bytes. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** Sends a request as it is. @returns undefined if the server died before its answer was there as a whole */
export function call({ port }: Pick<RunningServer, 'port'>, agent: Agent, { method, path, headers, body }: Call) {
  return new Promise<Answer | undefined>((done) => {
    const lost = () => done(undefined)
    const sent = request({
      agent,
      port,
      host: '127.0.0.1',
      method,
      path,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    sent.once('error', lost)
    sent.once('response', (reply) => {
      let text = ''
      reply.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      reply.once('error', lost)
      reply.once('end', () => done({ status: reply.statusCode ?? 0, headers: reply.headers, text }))
    })
    sent.end(body)
  })
}
