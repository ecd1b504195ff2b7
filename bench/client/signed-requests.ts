import type { Load, Turn } from '../loads/load.ts'

const bytesPerRequestGuess = 1024

/**
 * Requests signed ahead of a round, one after the other in one buffer, so that the client's signing takes nothing from
 * the round. Each has its own nonce and is sent once.
 */
export class SignedRequests {
  #bytes = Buffer.allocUnsafe(0)
  #ends: number[] = []

  /** @param turn the first; each further request is one `number` on */
  constructor(load: Load, turn: Turn, count: number) {
    this.#bytes = Buffer.allocUnsafe(count * bytesPerRequestGuess)
    for (let index = 0; index < count; index++) this.#add(load.request({ ...turn, number: turn.number + index }))
  }

  get length(): number {
    return this.#ends.length
  }

  at(index: number): Uint8Array {
    return this.#bytes.subarray(this.#ends[index - 1] ?? 0, this.#ends[index])
  }

  #add(request: string): void {
    const start = this.#ends.at(-1) ?? 0
    if (start + request.length > this.#bytes.length) this.#grow(request.length)
    this.#ends.push(start + this.#bytes.write(request, start, 'latin1'))
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(2 * this.#bytes.length + needed)
    this.#bytes.copy(larger)
    this.#bytes = larger
  }
}
