import { expect, test } from 'vitest'
import { parseOptions } from './options.ts'

test.each([['--scale'], ['--scale', '--postgres'], []])('a run with nothing but %s %s is in full', (...args) => {
  expect(parseOptions(args)).toMatchObject({ isInFull: true })
})

test.each([
  ['--tags-max', '10000'],
  ['--seconds', '1'],
  ['--rounds', '1'],
  ['--connections', '8'],
  ['--postgres-url', 'postgres://127.0.0.1/bench'],
])('a run with %s %s writes no page', (...args) => {
  expect(parseOptions(['--scale', ...args])).toMatchObject({ isInFull: false })
})
