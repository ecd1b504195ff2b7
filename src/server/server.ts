import { once } from 'node:events'
import type { Server as HttpServer, RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { Dialect } from '../dialects/dialect.ts'
import type { Store } from '../store/store.ts'
import type { ConsoleFiles } from './console-files.ts'
import { checkMs, connectionsMax, drainMsMax, headerBytesMax, keepAliveMs, requestMsMax } from './limits.ts'
import type { Metrics } from './metrics.ts'
import { createReadiness } from './readiness.ts'
import type { RequestLog } from './request-log.ts'
import { stopListening, untilQuiet } from './stop-listening.ts'
import { WireListener } from './wire-listener.ts'

export interface ServerOptions {
  /** The first that owns a path answers it; the last answers what none owns. */
  readonly dialects: readonly [Dialect, ...Dialect[]]
  readonly metrics: Metrics
  /** Probed by `/readyz`. */
  readonly store: Pick<Store, 'probe'>
  readonly log: RequestLog
  /** Every call leaves a record there before it is answered. */
  readonly audit: Pick<AuditTrail, 'record' | 'flush' | 'isGood'>
  /** Absent where the console was not built. */
  readonly consoleFiles?: ConsoleFiles | undefined
  /** How long the server goes on as before when it is to close, while `/readyz` says so, milliseconds; default 0. */
  readonly noticeMs?: number
}

/** Leaving, it still takes connections; draining, only the calls of those that are open. */
type Phase = 'serving' | 'leaving' | 'draining'

/** The listener: the operator's endpoints, and the dialects on all other paths. */
export interface Server {
  /** @returns the address that it listens on, its port filled in */
  listen(host: string, port: number): Promise<URL>
  /**
   * Gives notice by `/readyz`, then takes no more connections, answers what comes on open ones with
   * `Connection: close`, and closes when nothing comes any more, within the drain time.
   */
  close(): Promise<void>
}

/** Not imported: an import reads every member of the module, and one of them loads the fetch client, which takes 30 ms. */
const { createServer: createHttpServer } = process.getBuiltinModule('node:http')

const operatorPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

export function createServer(options: ServerOptions): Server {
  const { dialects, metrics, store, log, audit, consoleFiles, noticeMs = 0 } = options
  let phase: Phase = 'serving'
  const wire = new WireListener({ dialects, metrics, log, audit, isDraining: () => phase === 'draining' })
  const app = Fastify({
    forceCloseConnections: 'idle',
    serverFactory: (operator) => listener(operator, wire, consoleFiles),
  })
  addOperatorEndpoints(app, metrics, createReadiness(store, audit), () => phase !== 'serving')

  return {
    async listen(host, port) {
      await app.listen({ host, port })
      const { port: bound } = app.server.address() as { port: number }
      return new URL(`http://${host.includes(':') ? `[${host}]` : host}:${bound}`)
    },
    async close() {
      phase = 'leaving'
      await sleep(noticeMs)
      phase = 'draining'
      const late = setTimeout(() => app.server.closeAllConnections(), drainMsMax)
      const closed = once(app.server, 'close')
      await stopListening(app.server)
      await Promise.race([closed, untilQuiet(app.server)])
      await app.close()
      clearTimeout(late)
      log.flush()
    },
  }
}

/**
 * Calls of the dialects go past Fastify: it has nothing to add to bytes that must stay as they are.
 * @param operator Fastify's handler, for all else
 */
function listener(operator: RequestListener, wire: WireListener, consoleFiles?: ConsoleFiles): HttpServer {
  const options = {
    maxHeaderSize: headerBytesMax,
    headersTimeout: requestMsMax,
    requestTimeout: requestMsMax,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: checkMs,
    requireHostHeader: false,
  }
  const server = createHttpServer(options, (request, response) => {
    if (operatorPaths.has(request.url ?? '')) operator(request, response)
    else if (consoleFiles?.owns(request)) consoleFiles.serve(request, response)
    else void wire.serve(request, response)
  })
  server.maxConnections = connectionsMax
  server.on('clientError', (error, socket: Socket) => wire.refuse(error, socket))
  server.on('connect', (_request, socket: Socket) => wire.refuse(new Error('CONNECT is not served'), socket))
  // A client that asks before it sends is told to go on; one that expects something else is answered all the same.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  return server
}

function addOperatorEndpoints(
  app: FastifyInstance,
  metrics: Metrics,
  isReady: () => Promise<boolean>,
  isLeaving: () => boolean,
): void {
  app.get('/healthz', async () => ({ status: 'alive' }))
  app.get('/readyz', async (_request, reply) => {
    const ready = !isLeaving() && (await isReady())
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready' })
  })
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()))
}
