import { z } from 'zod'

const digits = /^(?:0|[1-9][0-9]*)$/

/** A whole number in a query, as one writes it: digits, with nothing before them and no zero in front. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  const number = z.int('Write a whole number in digits').min(min).max(max)
  return z.preprocess((text) => (typeof text === 'string' && digits.test(text) ? Number(text) : Number.NaN), number)
}
