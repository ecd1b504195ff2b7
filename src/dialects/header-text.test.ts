import { expect, test } from 'vitest'
import { headerText } from './header-text.ts'

test.each([
  [{ host: ' a ' }, 'host', 'a'],
  [{ 'set-cookie': ['a', 'b'] }, 'set-cookie', 'a,b'],
  [{}, 'host', ''],
  [{}, '__proto__', ''],
  [{}, 'constructor', ''],
])('of %j, %s is signed as %j', (headers, name, text) => {
  expect(headerText(headers, name)).toBe(text)
})
