import { randomText } from '../random-text.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const length = 20

/** An access key id as IAM gives them: 20 capital letters and digits. */
export function newAccessKeyId(): string {
  return randomText(length, letters)
}
