import type { Socket } from 'node:net'
import type { Dialect, TransportRefusal, WireReply } from '../dialects/dialect.ts'

const refusals: Readonly<Record<string, TransportRefusal>> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
}

/**
 * What never became an HTTP request gets an answer too, in the shape of `dialect`, and its connection ends.
 * @returns what was answered; undefined if nobody is there to hear it
 */
export function refuseBrokenRequest(
  error: Error & { code?: string },
  socket: Socket,
  dialect: Dialect,
): WireReply | undefined {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return undefined
  }
  const refusal = refusals[error.code ?? ''] ?? 'malformed'
  const reply = dialect.refuse(refusal, { method: '', target: '', headers: {} })
  const { status, headers, body } = reply
  const fields = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${body}`)
  return reply
}
