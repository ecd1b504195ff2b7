import { randomInt } from 'node:crypto'

/** What ids of temporary keys begin with, and those of no other. */
export const temporaryKeyPrefix = 'STS.'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const lettersCount = 25

/** An id as the vendor writes it: `STS.` and 25 letters and digits. */
export function newTemporaryKeyId(): string {
  const drawn = Array.from({ length: lettersCount }, () => letters[randomInt(letters.length)])
  return temporaryKeyPrefix + drawn.join('')
}
