import { expect, test } from 'vitest'
import { fitLine } from './line-fit.ts'

function line(...ys: readonly number[]) {
  return fitLine(ys.map((y, x) => ({ x, y })))
}

test('points on a line give that line', () => {
  const { slope, at } = line(1, 3, 5, 7)
  expect(slope).toBeCloseTo(2)
  expect(at(10)).toBeCloseTo(21)
})

test('what goes up and down around a level is flat', () => {
  expect(line(4, 6, 6, 4).slope).toBeCloseTo(0)
})

test('one sample is no line', () => {
  expect(() => line(1)).toThrow('Cannot fit a line to 1 samples')
})
