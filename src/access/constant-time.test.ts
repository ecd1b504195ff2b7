import { expect, test } from 'vitest'
import { equalsInConstantTime } from './constant-time.ts'

test.each([
  ['the same', 'abc', 'abc', true],
  ['both empty', '', '', true],
  ['the last letter differs', 'abc', 'abd', false],
  ['cut short', 'ab', 'abc', false],
  ['empty for something', '', 'abc', false],
  ['longer', 'abcd', 'abc', false],
  ['as long in letters, not in bytes', 'é', 'e', false],
  ['as long in bytes, not in letters', 'é', 'ab', false],
])('%s', (_what, received, expected, same) => {
  expect(equalsInConstantTime(received, expected)).toBe(same)
})
