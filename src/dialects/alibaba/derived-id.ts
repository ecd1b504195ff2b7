import { hash } from 'node:crypto'

const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

/** `length` characters (at most 32) that look drawn at random and are the same for the same parts. */
export function derivedText(length: number, ...parts: readonly string[]): string {
  return toLetters(hash('sha256', JSON.stringify(parts), 'buffer'), length)
}

/** A whole number below `below` (at most 2 ** 48), the same for the same parts. */
export function derivedNumber(below: number, ...parts: readonly string[]): number {
  return hash('sha256', JSON.stringify(parts), 'buffer').readUIntBE(0, 6) % below
}

/** Lower-case letters and digits, one for each of the first `length` bytes. */
export function toLetters(bytes: Uint8Array, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => letters[byte % letters.length]).join('')
}
