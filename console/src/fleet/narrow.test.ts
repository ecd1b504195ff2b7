import { expect, test } from 'vitest'
import { narrow } from './narrow.ts'

test.each([
  ['', 'env = prod', 'env = prod'],
  ['  ', 'env = prod', 'env = prod'],
  ['team = core', 'env = prod', 'team = core and env = prod'],
  ['a exists or b exists', 'env = prod', '(a exists or b exists) and env = prod'],
  ['(a exists or b exists)', 'env = prod', '((a exists or b exists)) and env = prod'],
])('%j narrowed by %j is %j', (where, condition, narrowed) => {
  expect(narrow(where, condition)).toBe(narrowed)
})
