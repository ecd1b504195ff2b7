import { hash } from 'node:crypto'

const capacityMin = 1 << 12
const loadMax = 0.6
/** A nonce as kept: two words of its SHA-256, and the second since 1970 at which it may be forgotten. */
const wordsPerNonce = 3
/** The same in bytes, as `add` packs it. */
export const bytesPerNonce = wordsPerNonce * Uint32Array.BYTES_PER_ELEMENT

/**
 * The nonces that must not come again, 12 bytes each: an open-addressed table of 64-bit fingerprints. At ten million
 * remembered nonces, a new one is taken for a used one once in 10^12 times.
 */
export class NonceLedger {
  #slots: Uint32Array
  #capacity = capacityMin
  #used = 0

  /** @param expected how many nonces to have room for at once */
  constructor(expected = 0) {
    while (this.#capacity * loadMax < expected) this.#capacity *= 2
    this.#slots = new Uint32Array(this.#capacity * wordsPerNonce)
  }

  /**
   * Remembers a nonce until `expiresAt`, milliseconds since 1970.
   * @returns the nonce packed for `restore`, or undefined if it is remembered already
   */
  add(nonce: string, now: number, expiresAt: number): Uint32Array | undefined {
    const digest = hash('sha256', nonce, 'buffer')
    const packed = Uint32Array.of(digest.readUInt32LE(0), digest.readUInt32LE(4), Math.ceil(expiresAt / 1000))
    return this.#put(packed, 0, now) ? packed : undefined
  }

  /** Takes back what `add` gave, one nonce after the other; expired ones are left out. */
  restore(packed: Uint32Array, now: number): void {
    for (let offset = 0; offset < packed.length; offset += wordsPerNonce) {
      if (!isExpired(packed[offset + 2] as number, now)) this.#put(packed, offset, now)
    }
  }

  #put(from: Uint32Array, offset: number, now: number): boolean {
    if (this.#used >= this.#capacity * loadMax) this.#rebuild(now)
    const low = from[offset] as number
    const high = from[offset + 1] as number
    const slot = this.#find(low, high)
    const expires = this.#slots[slot + 2] as number
    if (expires !== 0 && !isExpired(expires, now)) return false
    if (expires === 0) this.#used++
    this.#slots[slot] = low
    this.#slots[slot + 1] = high
    this.#slots[slot + 2] = from[offset + 2] as number
    return true
  }

  /** Where this fingerprint stands, or else the empty slot where it belongs. */
  #find(low: number, high: number): number {
    const slots = this.#slots
    const mask = this.#capacity - 1
    for (let index = low & mask; ; index = (index + 1) & mask) {
      const slot = index * wordsPerNonce
      if (slots[slot + 2] === 0 || (slots[slot] === low && slots[slot + 1] === high)) return slot
    }
  }

  /** Drops what has expired, and makes the table as large as the rest wants. */
  #rebuild(now: number): void {
    const old = this.#slots
    let live = 0
    for (let slot = 2; slot < old.length; slot += wordsPerNonce) if (!isExpired(old[slot] as number, now)) live++
    while (this.#capacity * loadMax < live * 2) this.#capacity *= 2
    this.#slots = new Uint32Array(this.#capacity * wordsPerNonce)
    this.#used = 0
    this.restore(old, now)
  }
}

function isExpired(second: number, now: number): boolean {
  return second * 1000 <= now
}
