import { randomInt } from 'node:crypto'

/** `length` characters, each of `letters` as likely as any other. */
export function randomText(length: number, letters: string): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}
