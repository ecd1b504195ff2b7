import { expect, test } from 'vitest'
import { outputWidth } from './output-width.ts'

test.each([
  ['a terminal', true, 80, 80],
  ['a terminal that does not say', true, 0, undefined],
  ['a file', false, 80, undefined],
])('%s', (_what, isTTY, columns, width) => {
  expect(outputWidth({ isTTY, columns })).toBe(width)
})
