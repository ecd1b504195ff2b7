import type { Socket } from 'node:net'
import type { Dialect, TransportRefusal, WireReply } from '../dialects/dialect.ts'

const refusals: Readonly<Record<string, TransportRefusal>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
}

/**
 * What never became an HTTP request gets an answer too, in the shape of `dialect`.
 * @returns undefined if nobody is there to hear it
 */
export function brokenRequestReply(
  { code = '' }: Error & { code?: string },
  socket: Socket,
  dialect: Dialect,
): WireReply | undefined {
  if (code === 'ECONNRESET' || !socket.writable) return undefined
  return dialect.refuse(refusals[code] ?? 'malformed', { method: '', target: '', headers: {} })
}

/** Answers past HTTP's own machinery, and ends the connection. */
export function endWith({ status, headers, body }: WireReply, socket: Socket): void {
  const fields = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${body}`)
}
