import { expect, test } from 'vitest'
import { visibleRows } from './visible-rows.ts'

test.each([
  ['an empty list', 0, 0, 500, { first: 0, end: 0, before: 0, after: 0 }],
  ['a short list', 5, 0, 500, { first: 0, end: 5, before: 0, after: 0 }],
  ['the beginning', 1000, 0, 400, { first: 0, end: 20, before: 0, after: 39_200 }],
  ['the middle', 1000, 20_000, 400, { first: 490, end: 520, before: 19_600, after: 19_200 }],
  ['the end', 1000, 39_600, 400, { first: 980, end: 1000, before: 39_200, after: 0 }],
  ['behind the end, after the list became shorter', 10, 39_600, 400, { first: 10, end: 10, before: 400, after: 0 }],
])('%s', (_where, count, top, height, rows) => {
  expect(visibleRows(count, 40, { top, height })).toEqual(rows)
})
