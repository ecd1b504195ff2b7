import type { Socket } from 'node:net'
import type { Dialect, TransportRefusal } from '../dialects/dialect.ts'

const refusals: Readonly<Record<string, TransportRefusal>> = {
  HPE_HEADER_OVERFLOW: 'target-too-long',
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
}

/** What never became an HTTP request gets an answer too, in the shape of `dialect`, and its connection ends. */
export function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket, dialect: Dialect): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const refusal = refusals[error.code ?? ''] ?? 'malformed'
  const { status, headers, body } = dialect.refuse(refusal, { method: '', target: '', headers: {} })
  const fields = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${body}`)
}
