import { expect, test } from 'vitest'
import { parseKeys } from './parse-keys.ts'

test.each([
  ['', []],
  ['env', ['env']],
  ['env,-a,@b', ['env', '-a', '@b']],
  ['"a,b",c', ['a,b', 'c']],
  ['"\\u56e2"', ['团']],
])('%j names %j', (text, keys) => {
  expect(parseKeys(text, 3)).toEqual(keys)
})

test.each([',', 'a,', ',a', 'a,,b', '"a', '"a"b', '""', 'a"', '"\\x"', 'a,b,c,d'])('%j names nothing', (text) => {
  expect(parseKeys(text, 3)).toBeUndefined()
})
