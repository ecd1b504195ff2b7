import { expect, test } from 'vitest'
import { runTorture } from './run-torture.ts'

const options = { timeout: 90_000 }
const onPostgres = ['--store', 'postgres'] as const

test(
  'what was acknowledged is there after kills of a node, at each point of a commit, and of PostgreSQL',
  options,
  async () => {
    const { status, output } = await runTorture('kill', ...onPostgres, '--cycles', 5)
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('database: 1') })
  },
)

test('kill finds the loss if commits do not wait for the disk of PostgreSQL', options, async () => {
  const sabotaged = ['--at', 'database', '--sabotage', 'asynchronous-commit']
  const { status, output } = await runTorture('kill', ...onPostgres, '--cycles', 10, ...sabotaged)
  expect({ status, output }).toEqual({ status: 1, output: expect.stringMatching(/Violated by.*is lost/s) })
})

test('concurrent calls through three nodes are linearizable, kills included', options, async () => {
  const { status, output } = await runTorture(
    'linearizability',
    ...onPostgres,
    '--nodes',
    3,
    '--calls',
    800,
    '--kills',
    2,
  )
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('calls: 80') })
})

test('a soak of a node on PostgreSQL measures memory, descriptors and lag', options, async () => {
  const { output } = await runTorture('soak', ...onPostgres, '--seconds', 3, '--clients', 2)
  expect(output).toMatch(/Resident memory.*\n.*Open descriptors.*\n.*Event-loop lag/)
})

test('a point of a kill, or a number of nodes, that the store has not is refused', async () => {
  for (const wrong of [
    ['kill', '--at', 'database'],
    ['kill', ...onPostgres, '--at', 'inside-checkpoint'],
    ['linearizability', '--nodes', '3'],
  ]) {
    expect(await runTorture(...wrong)).toMatchObject({ status: 1, output: expect.stringMatching(/^error: /) })
  }
})
