import { expect, test } from 'vitest'
import { parseSort } from './parse-sort.ts'

test.each([
  ['', []],
  ['@name', [{ by: 'name' }]],
  ['-@created', [{ descending: true, by: 'created' }]],
  ['env', [{ byTag: 'env' }]],
  ['env,-@name,@id', [{ byTag: 'env' }, { descending: true, by: 'name' }, { by: 'id' }]],
  ['-"a,b"', [{ descending: true, byTag: 'a,b' }]],
  ['"\\"q\\""', [{ byTag: '"q"' }]],
  ['name', [{ byTag: 'name' }]],
  ['a b', [{ byTag: 'a b' }]],
  ['团队', [{ byTag: '团队' }]],
])('%j sorts by %j', (text, keys) => {
  expect(parseSort(text)).toEqual(keys)
})

test.each([
  ',',
  '--a',
  'a,',
  ',a',
  'a,,b',
  '-',
  '@',
  '@secret',
  '@__proto__',
  '@Name',
  'a,b,c,d',
  '"',
  '"a',
  '"a"b',
  '""',
  '"\\x"',
  'a"b',
])('%j is no sort', (text) => {
  expect(parseSort(text)).toBeUndefined()
})
