import { expect, test } from 'vitest'
import { cutToWidth, displayWidth } from './display-width.ts'

test.each([
  ['', 0],
  ['env=prod', 8],
  ['环境=生产', 9],
  ['ｅｎｖ', 6],
  ['e\u0301tat', 4],
  ['한국', 4],
  ['𠀀', 2],
  ['naïve', 5],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})

test.each([
  ['orders', 6, 'orders'],
  ['orders', 5, 'orde…'],
  ['orders', 1, '…'],
  ['orders', 0, ''],
  ['生产环境', 8, '生产环境'],
  ['生产环境', 7, '生产环…'],
  ['生产环境', 6, '生产…'],
])('%j in %i columns is %j', (text, room, shown) => {
  expect(cutToWidth(text, room)).toBe(shown)
})
