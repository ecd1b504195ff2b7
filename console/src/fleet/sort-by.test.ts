import { expect, test } from 'vitest'
import { orderOf, sortKeyOf, turned } from './sort-by.ts'

test.each([
  ['env', 'env'],
  ['a,b', '"a,b"'],
  ['-a', '"-a"'],
  ['say "hi"', '"say \\"hi\\""'],
])('the key %j is written %s', (key, written) => {
  expect(sortKeyOf(key)).toBe(written)
})

test('a click sorts upwards, the next one downwards', () => {
  expect(turned('@name', 'env')).toBe('env')
  expect(turned('env', 'env')).toBe('-env')
  expect(orderOf('-env', 'env')).toBe('descending')
  expect(orderOf('-env', '@name')).toBe('none')
})
