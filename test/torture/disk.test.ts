import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runTorture } from './run-torture.ts'

const options = { timeout: 90_000 }

test('what was acknowledged outlives power cuts', options, async () => {
  const { status, output } = await runTorture('power-cut', '--seed', 1, '--runs', 2)
  expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/snapshots: [1-9]\d\d/) })
})

test(
  'what was acknowledged outlives power cuts of a disk that fails now and then, and the store recovers',
  options,
  async () => {
    const { status, output } = await runTorture('faults', '--seed', 1, '--runs', 4)
    expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/refusals: [1-9]\d\d/) })
  },
)

test.for([
  ['power-cut', 'synchronous-normal'],
  ['power-cut', 'no-sync-behind'],
  ['faults', 'no-rewrite'],
] as const)('%s finds the loss if the store is sabotaged by %s', options, async ([what, sabotage]) => {
  const { status, output } = await runTorture(what, '--seed', 1, '--runs', 30, '--sabotage', sabotage)
  expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('Violated by') })
})

test('a finding tells how to repeat it, and the repetition finds the same', options, async () => {
  const first = await runTorture('power-cut', '--seed', 1, '--runs', 3, '--sabotage', 'no-sync-behind')
  const repeat = /Repeat it with: npm run torture -- (.*)/.exec(first.output)?.[1] ?? ''
  const second = await runTorture(...repeat.split(' '))
  const violationsIn = (output: string) =>
    JSON.parse(readFileSync(/is in (.*)/.exec(output)?.[1] ?? '', 'utf8')).violations
  expect(violationsIn(second.output)).toEqual(violationsIn(first.output))
})
