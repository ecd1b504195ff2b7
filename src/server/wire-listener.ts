import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { auditLine } from '../audit/audit-record.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { Dialect, WireReply } from '../dialects/dialect.ts'
import { brokenRequestReply, endWith } from './broken-request.ts'
import { callRecord } from './call-record.ts'
import { bodyBytesInHandMax, targetBytesMax } from './limits.ts'
import type { Metrics } from './metrics.ts'
import { BodyReader } from './read-body.ts'
import type { RequestLog } from './request-log.ts'

export interface WireListenerOptions {
  /** The first that owns a path answers it; the last answers what none owns. */
  readonly dialects: readonly [Dialect, ...Dialect[]]
  readonly metrics: Metrics
  readonly log: RequestLog
  readonly audit: Pick<AuditTrail, 'record' | 'flush'>
  /** Whether each answer is the last on its connection. */
  readonly isDraining: () => boolean
}

/** Hands each request, as received, to its dialect, and sends the bytes that come back. */
export class WireListener {
  readonly #options: WireListenerOptions
  readonly #fallback: Dialect
  readonly #bodies = new BodyReader(bodyBytesInHandMax)
  /** Connections whose last request was answered before all of it had come. */
  readonly #answeredEarly = new WeakSet<Socket>()

  constructor(options: WireListenerOptions) {
    this.#options = options
    this.#fallback = options.dialects.at(-1) as Dialect
  }

  /** Never rejects: what goes wrong is logged, and the connection ends. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const started = performance.now()
      this.#answeredEarly.delete(request.socket)
      const target = originForm(request.url ?? '/')
      const dialect = this.#ownerOf(target)
      const reply = await this.#replyOf(request, target, dialect)
      await this.#account(dialect, reply, request.socket.remoteAddress ?? '', (performance.now() - started) / 1000)
      if (!request.complete) this.#answeredEarly.add(request.socket)
      if (reply.chunks) await this.#stream(response, reply, reply.chunks)
      else this.#send(response, reply)
    } catch (error) {
      if (request.complete) this.#options.log.failed(error)
      response.destroy()
    }
  }

  /** Answers what never became a request, and ends its connection. */
  refuse(error: Error & { code?: string }, socket: Socket): void {
    const reply = brokenRequestReply(error, socket, this.#fallback)
    if (!reply || this.#answeredEarly.has(socket)) {
      socket.destroy()
      return
    }
    // At once: more of what is broken may come before the next batch is written.
    void this.#account(this.#fallback, reply, socket.remoteAddress ?? '', 0)
    this.#options.audit.flush()
    endWith(reply, socket)
  }

  #ownerOf(target: string): Dialect {
    const query = target.indexOf('?')
    const path = query < 0 ? target : target.slice(0, query)
    return this.#options.dialects.find((dialect) => dialect.owns(path)) ?? this.#fallback
  }

  async #replyOf(request: IncomingMessage, target: string, dialect: Dialect): Promise<WireReply> {
    const { method = '', headers, socket } = request
    const head = { method, target, headers }
    if (target.length > targetBytesMax) return dialect.refuse('target-too-long', head)
    const body = await this.#bodies.read(request, dialect.bodyBytesMax(target))
    if (body === 'too-large') return dialect.refuse('body-too-large', head)
    if (body === 'overloaded') return dialect.refuse('overloaded', head)
    try {
      return await dialect.answer({ ...head, body, remoteAddress: socket.remoteAddress ?? '' })
    } finally {
      this.#bodies.release(body)
    }
  }

  /** Settles when the call has left its record. */
  #account(dialect: Dialect, reply: WireReply, remoteAddress: string, seconds: number): Promise<void> {
    const { metrics, log, audit } = this.#options
    const line = auditLine(callRecord(dialect.name, reply, remoteAddress, seconds))
    metrics.answered(dialect.name, reply, seconds)
    log.answered(line, reply.failure)
    return audit.record(line)
  }

  #send(response: ServerResponse, reply: WireReply): void {
    this.#setHeaders(response, reply)
    response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) })
    response.end(reply.body)
  }

  /** Settles when all is written, or when nobody reads any longer. */
  async #stream(response: ServerResponse, reply: WireReply, chunks: AsyncIterable<string>): Promise<void> {
    this.#setHeaders(response, reply)
    response.writeHead(reply.status, reply.headers)
    try {
      await pipeline(chunks, response)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    }
  }

  #setHeaders(response: ServerResponse, { cookies = [] }: WireReply): void {
    if (this.#options.isDraining()) response.setHeader('connection', 'close')
    if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  }
}

/** The path and query of a request target: a client may put scheme and host before them (RFC 9112, 3.2.2). */
function originForm(target: string): string {
  if (target.startsWith('/')) return target
  const [, rest] = /^https?:\/\/[^/?#]*(.*)$/i.exec(target) ?? []
  return rest === undefined ? target : rest.startsWith('/') ? rest : `/${rest}`
}
