import { expect, test } from 'vitest'
import { wholeNumber } from './whole-number.ts'

const read = (text: unknown) => wholeNumber(0, 1000).safeParse(text).data

test.each(['0', '7', '1000'])('%s is a whole number', (text) => {
  expect(read(text)).toBe(Number(text))
})

test.each(['', ' ', ' 1', '1 ', '+5', '-1', '-0', '1e2', '0x10', '007', '1.0', '1_0', '１', '1001', '9'.repeat(400)])(
  '%j is none that may be given',
  (text) => {
    expect(read(text)).toBeUndefined()
  },
)
