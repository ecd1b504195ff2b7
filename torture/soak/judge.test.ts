import { expect, test } from 'vitest'
import { judge, type Sample } from './judge.ts'

/** A hundred samples of memory, descriptors and lag, one a second. */
function violations(valuesAt: (at: number) => Sample['values']) {
  const samples = Array.from({ length: 100 }, (_, at) => ({ at, values: valuesAt(at) }))
  return judge(samples).flatMap(({ violation }) => violation ?? [])
}

test('figures that go up and down around a level are flat', () => {
  expect(violations((at) => [100 + (at % 7), 30 + (at % 2), 11 + (at % 3)])).toEqual([])
})

test('a rise while it warms up does not count', () => {
  expect(violations((at) => [Math.min(at, 30) * 5, 30, 11])).toEqual([])
})

test('memory that goes up until garbage is collected is flat, however far', () => {
  expect(violations((at) => [130 + (at % 9) * 7, 30, 11])).toEqual([])
})

test('lag that other programs cause now and then does not count', () => {
  expect(violations((at) => [100, 30, at % 5 === 0 ? 11 : 11 + at])).toEqual([])
})

test('memory that leaks is found', () => {
  expect(violations((at) => [100 + at, 30, 11])).toEqual(['Resident memory rose from 130 to 199 MiB'])
})

test('descriptors that are not closed are found', () => {
  expect(violations((at) => [100, 30 + Math.floor(at / 10), 11])).toEqual([
    expect.stringContaining('Open descriptors rose'),
  ])
})
