import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { RunningServer } from '../server.ts'
import { call } from './call.ts'
import { checkEpoch } from './check-epoch.ts'
import { type Epoch, writeUntilDeath } from './clients.ts'
import { emptyState, type State } from './history.ts'
import { embedded, postgresNode, postgresServer, type Setup } from './setups.ts'

/** How often each is killed; more with `TAGPLANE_KILLS=200 npx vitest run test/durability`. */
const kills = process.env.TAGPLANE_KILLS
const writingMsMin = 50
const writingMsMax = 500
const msPerKillMax = 10_000
const timeout = Number(kills ?? 20) * msPerKillMax

/** Each client writes until the kill, at a moment that no one knows before. */
async function runUntilKilled(setup: Setup, epoch: number): Promise<Epoch> {
  const written = writeUntilDeath(setup.server, epoch)
  await sleep(writingMsMin + Math.random() * (writingMsMax - writingMsMin))
  await setup.crash()
  return written
}

/** What a server says to requests that were answered with success before. */
async function repeat(server: RunningServer, { spent }: Epoch): Promise<string[]> {
  const agent = new Agent()
  const answers = await Promise.all(spent.map((request) => call(server, agent, request)))
  return answers.map((answer) => JSON.parse(answer?.text ?? '{}').Code)
}

test.each<[what: string, times: number, open: () => Promise<Setup>]>([
  ['a server with the embedded store', Number(kills ?? 20), embedded],
  ['a node on PostgreSQL', Number(kills ?? 6), postgresNode],
  ['PostgreSQL', Number(kills ?? 4), postgresServer],
])(
  'after each kill of %s, of %d, acknowledged changes are there and no change is there in part',
  { timeout },
  async (_what, times, open) => {
    await using setup = await open()
    let state: State = emptyState
    let acknowledged = 0
    let unanswered = 0
    for (let epoch = 1; epoch <= times; epoch++) {
      const written = await runUntilKilled(setup, epoch)
      const { violations, after } = checkEpoch(state, written.attempts, await setup.read(state.revisions))
      const refused = written.refused.filter((answer) => !setup.refusal.test(answer))
      expect({ epoch, violations, refused }).toEqual({ epoch, violations: [], refused: [] })
      state = after
      acknowledged += written.attempts.filter((attempt) => attempt.acknowledged !== undefined).length
      unanswered += written.attempts.filter((attempt) => attempt.acknowledged === undefined).length

      await setup.revive()
      expect(new Set(await repeat(setup.server, written))).toEqual(
        new Set(written.spent.length > 0 ? ['SignatureNonceUsed'] : []),
      )
    }
    expect(acknowledged).toBeGreaterThan(times)
    expect(unanswered).toBeGreaterThan(times)
  },
)
