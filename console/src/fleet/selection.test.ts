import { expect, test } from 'vitest'
import { isSelected, nothingSelected, selectedBy, toggle } from './selection.ts'

const one = { tenant: 't', id: '1' }
const two = { tenant: 't', id: '2' }

test('an instance that is chosen twice is chosen no longer', () => {
  const once = toggle(nothingSelected, one)
  expect(isSelected(once, one)).toBe(true)
  expect(isSelected(once, two)).toBe(false)
  expect(isSelected(toggle(once, one), one)).toBe(false)
})

test('the same id of two tenants is two instances', () => {
  expect(isSelected(toggle(nothingSelected, one), { tenant: 'other', id: '1' })).toBe(false)
})

test('everything is asked for by the search, some by their names', () => {
  expect(selectedBy({ kind: 'all' }, 'env = prod')).toEqual({ where: 'env = prod' })
  expect(selectedBy(toggle(nothingSelected, two), 'env = prod')).toEqual({ instances: [two] })
})
