import type { Server as HttpServer } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { quietMs } from './limits.ts'

/** Of the event loop, milliseconds. */
const shortTurnMs = 0.5
/** So many are waited through for a short one before the listening socket is closed. */
const turnsMax = 1000

/**
 * Closes the listening socket, and no connection: a client may have a call on its way on any of them. Connections that
 * wait to be accepted then are reset. The event loop accepts one in each turn: after a short turn without any, none waits.
 */
export async function stopListening(server: HttpServer): Promise<void> {
  let accepted = 0
  server.on('connection', () => accepted++)
  for (let turn = 0; turn < turnsMax; turn++) {
    const [before, began] = [accepted, performance.now()]
    await nextTurn()
    if (accepted === before && performance.now() - began < shortTurnMs) break
  }
  NetServer.prototype.close.call(server)
}

/** Resolves when no call has come for a while: what connections are open now are idle. */
export function untilQuiet(server: HttpServer): Promise<void> {
  return new Promise((quiet) => {
    const timer = setTimeout(quiet, quietMs).unref()
    server.on('request', () => timer.refresh())
  })
}
