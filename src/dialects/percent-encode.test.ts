import { expect, test } from 'vitest'
import { percentEncode } from './percent-encode.ts'

test.each([
  ['AZaz09-_.~', 'AZaz09-_.~'],
  ['a b', 'a%20b'],
  ["*!'()", '%2A%21%27%28%29'],
  ['+&=/%', '%2B%26%3D%2F%25'],
  ['键😀', '%E9%94%AE%F0%9F%98%80'],
])('%j is signed as %s', (text, encoded) => {
  expect(percentEncode(text)).toBe(encoded)
})
