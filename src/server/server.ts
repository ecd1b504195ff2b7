import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import type { Dialect, WireReply } from '../dialects/dialect.ts'
import type { Store } from '../store/store.ts'
import { refuseBrokenRequest } from './broken-request.ts'
import {
  bodyBytesMax,
  connectionsMax,
  drainMsMax,
  headerBytesMax,
  keepAliveMs,
  probeMsMin,
  requestMsMax,
  targetBytesMax,
} from './limits.ts'
import type { Metrics } from './metrics.ts'
import { readBody } from './read-body.ts'
import type { RequestLog } from './request-log.ts'

export interface ServerOptions {
  /** The first that owns a path answers it; the last answers what none owns. */
  readonly dialects: readonly [Dialect, ...Dialect[]]
  readonly metrics: Metrics
  /** Probed by `/readyz`. */
  readonly store: Pick<Store, 'probe'>
  readonly log: RequestLog
}

/** A listener that hands each request, as received, to its dialect. */
export interface Server {
  /** @returns the address that it listens on, its port filled in */
  listen(host: string, port: number): Promise<URL>
  /** Takes no more calls, finishes those under way within the drain time, and closes. */
  close(): Promise<void>
}

export function createServer({ dialects, metrics, store, log }: ServerOptions): Server {
  const fallback = dialects.at(-1) as Dialect
  let closing = false
  const app = Fastify({
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    requestTimeout: requestMsMax,
    keepAliveTimeout: keepAliveMs,
    http: { maxHeaderSize: headerBytesMax, connectionsCheckingInterval: 5_000 },
    clientErrorHandler: (error, socket) => refuseBrokenRequest(error, socket, fallback),
    frameworkErrors: (_error, request, reply) => void serve(request, reply),
  })
  app.server.maxConnections = connectionsMax
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))

  async function serve(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const started = performance.now()
    const dialect = ownerOf(request.raw.url ?? '/')
    const answer = await answerOf(request, dialect)
    const seconds = (performance.now() - started) / 1000
    metrics.answered(dialect.name, answer, seconds)
    log.answered(dialect.name, answer, request.ip, seconds)
    send(reply, answer)
  }

  function ownerOf(target: string): Dialect {
    const query = target.indexOf('?')
    const path = query < 0 ? target : target.slice(0, query)
    return dialects.find((dialect) => dialect.owns(path)) ?? fallback
  }

  async function answerOf({ raw, ip }: FastifyRequest, dialect: Dialect): Promise<WireReply> {
    const { method = '', url: target = '/', headers } = raw
    const head = { method, target, headers }
    if (closing) return dialect.refuse('closing', head)
    if (target.length > targetBytesMax) return dialect.refuse('target-too-long', head)
    const body = await readBody(raw, bodyBytesMax)
    return body ? dialect.answer({ ...head, body, remoteAddress: ip }) : dialect.refuse('body-too-large', head)
  }

  /** Past Fastify's own sending, which has nothing to add to bytes that are complete. */
  function send(reply: FastifyReply, { status, headers, body }: WireReply): void {
    const { raw } = reply.hijack()
    if (closing) raw.setHeader('connection', 'close')
    raw.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
    raw.end(body)
  }

  let probedAt = Number.NEGATIVE_INFINITY
  let probe: Promise<boolean> = Promise.resolve(false)

  function isReady(): Promise<boolean> {
    if (performance.now() - probedAt > probeMsMin) {
      probedAt = performance.now()
      probe = store.probe().then(
        () => true,
        () => false,
      )
    }
    return probe
  }

  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    const ready = !closing && (await isReady())
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
  })
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()))
  app.all('/*', serve)
  app.setNotFoundHandler(serve)
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    // Fastify's own refusals, of a content type for one, are not for it to make: the dialect answers.
    if (error.statusCode !== undefined && error.statusCode < 500) return serve(request, reply)
    log.failed(error)
    return reply.code(500).send({ status: 'failed' })
  })

  return {
    async listen(host, port) {
      await app.listen({ host, port })
      const { port: bound } = app.server.address() as { port: number }
      return new URL(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`)
    },
    async close() {
      closing = true
      const late = setTimeout(() => app.server.closeAllConnections(), drainMsMax)
      await app.close()
      clearTimeout(late)
      log.flush()
    },
  }
}
