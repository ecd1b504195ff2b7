import { expect, test } from 'vitest'
import { breachOf, lengthOf } from './breach.ts'

const rule = { lengthMax: 4, pattern: '^(?!_sys_)\\p{L}*$', flags: 'u' }

test.each([
  ['abcd', undefined],
  ['abcde', 'too-long'],
  ['研发部门', undefined],
  ['𠮷𠮷𠮷𠮷', undefined],
  ['𠮷𠮷𠮷𠮷𠮷', 'too-long'],
  ['a b', 'not-allowed'],
])('%j breaks: %s', (text, breach) => {
  expect(breachOf(text, rule)).toBe(breach)
})

test('a character beyond the basic plane counts once', () => {
  expect(lengthOf('a𠮷')).toBe(2)
})
