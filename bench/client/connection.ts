import { connect, type Socket } from 'node:net'

const receiveBytes = 256 * 1024
const headEnd = Buffer.from('\r\n\r\n')
/** The part of `Content-Length: ` that every server spells alike. */
const lengthName = Buffer.from('ength: ')
const statusOffset = 'HTTP/1.1 '.length

/** An answer as it lies in the receive buffer: copy what is to be kept. */
export interface Answer {
  readonly status: number
  readonly body: Buffer
}

/** A keep-alive connection with at most one call under way, and next to no work of its own. */
export class Connection {
  readonly #socket: Socket
  #partial: Buffer | undefined

  /** @param answered called once for every request sent */
  constructor(port: number, answered: (answer: Answer) => void, failed: (error: Error) => void) {
    const receive = Buffer.allocUnsafe(receiveBytes)
    const callback = (bytes: number): boolean => {
      const answer = this.#receive(receive.subarray(0, bytes))
      if (answer) answered(answer)
      return true
    }
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: receive, callback } })
    this.#socket.on('error', failed)
    this.#socket.on('end', () => failed(new Error('The server closed a connection that was in use')))
  }

  send(request: Uint8Array): void {
    this.#socket.write(request)
  }

  close(): void {
    this.#socket.removeAllListeners('end')
    this.#socket.destroy()
  }

  #receive(chunk: Buffer): Answer | undefined {
    const bytes = this.#partial ? Buffer.concat([this.#partial, chunk]) : chunk
    const answer = parseAnswer(bytes)
    this.#partial = answer ? undefined : Buffer.from(bytes)
    return answer
  }
}

/** The answer, once it is there as a whole. It must announce its length. */
function parseAnswer(bytes: Buffer): Answer | undefined {
  const end = bytes.indexOf(headEnd)
  if (end < 0) return undefined
  const lengthAt = bytes.indexOf(lengthName)
  if (lengthAt < 0 || lengthAt > end) throw new Error('The answer has no Content-Length')
  const length = readDigits(bytes, lengthAt + lengthName.length)
  const start = end + headEnd.length
  if (bytes.length < start + length) return undefined
  return { status: readDigits(bytes, statusOffset), body: bytes.subarray(start, start + length) }
}

function readDigits(bytes: Buffer, from: number): number {
  let value = 0
  for (let at = from; ; at++) {
    const digit = (bytes[at] as number) - 48
    if (!(digit >= 0 && digit <= 9)) return value
    value = value * 10 + digit
  }
}
