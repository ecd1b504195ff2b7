import type { IncomingMessage } from 'node:http'

const empty = Buffer.alloc(0)

/** Reads bodies, and keeps what all of them take together within bounds, since strangers can send them. */
export class BodyReader {
  readonly #bytesInHandMax: number
  #bytesInHand = 0

  constructor(bytesInHandMax: number) {
    this.#bytesInHandMax = bytesInHandMax
  }

  /**
   * The body of a request, as received; of a GET too, since one vendor's SDK sends and signs one. Call `release` when
   * it is not needed any longer.
   * @returns `too-large` if it is longer than `bytesMax`, `overloaded` if there is no room for it now; what comes after
   *   is thrown away as it comes, for a client that is cut off while it sends does not see why
   */
  read(request: IncomingMessage, bytesMax: number): Promise<Buffer | 'too-large' | 'overloaded'> {
    const announced = request.headers['content-length']
    if (announced === undefined ? request.headers['transfer-encoding'] === undefined : announced === '0') {
      return Promise.resolve(empty)
    }
    if (Number(announced) > bytesMax) return Promise.resolve('too-large')
    return new Promise((done, failed) => this.#collect(request, bytesMax, done, failed))
  }

  release(body: Buffer): void {
    this.#bytesInHand -= body.length
  }

  #collect(
    request: IncomingMessage,
    bytesMax: number,
    done: (body: Buffer | 'too-large' | 'overloaded') => void,
    failed: (error: Error) => void,
  ): void {
    let chunks: Buffer[] = []
    let bytes = 0
    let refused = false
    const drop = () => {
      this.#bytesInHand -= bytes
      chunks = []
      refused = true
    }
    request.on('data', (chunk: Buffer) => {
      if (refused) return
      bytes += chunk.length
      this.#bytesInHand += chunk.length
      chunks.push(chunk)
      const refusal =
        bytes > bytesMax ? 'too-large' : this.#bytesInHand > this.#bytesInHandMax ? 'overloaded' : undefined
      if (!refusal) return
      drop()
      done(refusal)
    })
    request.once('end', () => {
      if (!refused) done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))
    })
    request.once('error', (error) => {
      if (!refused) drop()
      failed(error)
    })
  }
}
