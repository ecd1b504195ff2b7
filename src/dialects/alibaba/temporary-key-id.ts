import { randomText } from '../random-text.ts'

/** What ids of temporary keys begin with, and those of no other. */
export const temporaryKeyPrefix = 'STS.'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const lettersCount = 25

/** An id as the vendor writes it: `STS.` and 25 letters and digits. */
export function newTemporaryKeyId(): string {
  return temporaryKeyPrefix + randomText(lettersCount, letters)
}
