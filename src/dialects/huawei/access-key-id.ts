import { randomBytes } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const length = 20

/** An access key id as IAM gives them: 20 capital letters and digits. */
export function newAccessKeyId(): string {
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('')
}
