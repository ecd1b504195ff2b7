import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { textFields, textTable } from './text-table.ts'

test('columns are as wide as their widest text, and nothing follows the last', () => {
  const [head = '', ...rows] = textTable(
    ['NAME', 'STATE'],
    [
      ['a', 'enabled'],
      ['long name', ''],
    ],
  )
  expect([stripVTControlCharacters(head), ...rows]).toEqual(['NAME       STATE', 'a          enabled', 'long name  -'])
})

test('what a terminal would obey is not printed', () => {
  const [, row = ''] = textTable(['NAME'], [['a\u001b[31m\u202eb\nc']])
  expect(row).toBe('a�[31m�b�c')
  expect(textFields([['Name', '\u0007']])).toEqual(['Name  �'])
})

test('fields without a value are left out', () => {
  expect(
    textFields([
      ['Name', 'ops'],
      ['Groups', ''],
      ['State', undefined],
      ['Id', '7'],
    ]),
  ).toEqual(['Name  ops', 'Id    7'])
})
