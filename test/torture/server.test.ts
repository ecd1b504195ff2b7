import { expect, test } from 'vitest'
import { runTorture } from './run-torture.ts'

const options = { timeout: 90_000 }

test('what was acknowledged is there after a kill at any moment, and at each point of a commit', options, async () => {
  const { status, output } = await runTorture('kill', '--cycles', 5)
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("'inside-checkpoint': 1") })
})

test('concurrent calls are linearizable, kills included', options, async () => {
  const { status, output } = await runTorture('linearizability', '--calls', 800, '--kills', 1)
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('calls: 80') })
})

test('a soak too short for a line is refused', options, async () => {
  const { status, output } = await runTorture('soak', '--seconds', 1)
  expect(status).toBe(1)
  expect(output).toMatch('Give a whole number of at least 3')
})

test('a soak measures memory, descriptors and lag, and draws them', options, async () => {
  const { output } = await runTorture('soak', '--seconds', 3, '--clients', 2)
  expect(output).toMatch(/Resident memory.*\n.*Open descriptors.*\n.*Event-loop lag/)
  expect(output).toMatch(/calls in 3 s; the plot is .*\.svg/)
})
