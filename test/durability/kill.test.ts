import { rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { call } from './call.ts'
import { checkEpoch } from './check-epoch.ts'
import { type Epoch, writeUntilDeath } from './clients.ts'
import { readDisk } from './disk.ts'
import { writeSeedFile } from './fleet.ts'
import { emptyState, type State } from './history.ts'

/** How often the server is killed; more with `TAGPLANE_KILLS=200 npx vitest run test/durability`. */
const kills = Number(process.env.TAGPLANE_KILLS ?? 20)
const writingMsMin = 50
const writingMsMax = 500
const msPerKillMax = 10_000

/** Each client writes until it is killed, at a moment that no one knows before. */
async function runUntilKilled(server: RunningServer, epoch: number): Promise<Epoch> {
  const written = writeUntilDeath(server, epoch)
  await sleep(writingMsMin + Math.random() * (writingMsMax - writingMsMin))
  await server.kill()
  return written
}

/** What a server says to requests that were answered with success before. */
async function repeat(server: RunningServer, { spent }: Epoch): Promise<string[]> {
  const agent = new Agent()
  const answers = await Promise.all(spent.map((request) => call(server, agent, request)))
  return answers.map((answer) => JSON.parse(answer?.text ?? '{}').Code)
}

test(`after each of ${kills} kills, acknowledged changes are there and no change is there in part`, {
  timeout: kills * msPerKillMax,
}, async () => {
  const seed = writeSeedFile()
  const first = await startServer({ seed })
  let server = first
  let state: State = emptyState
  let acknowledged = 0
  let unanswered = 0
  try {
    for (let epoch = 1; epoch <= kills; epoch++) {
      const written = await runUntilKilled(server, epoch)
      const { violations, after } = checkEpoch(state, written.attempts, readDisk(first.data, state.revisions))
      expect({ epoch, violations, refused: written.refused }).toEqual({ epoch, violations: [], refused: [] })
      state = after
      acknowledged += written.attempts.filter((attempt) => attempt.acknowledged !== undefined).length
      unanswered += written.attempts.filter((attempt) => attempt.acknowledged === undefined).length

      server = await startServer({ data: first.data })
      expect(new Set(await repeat(server, written))).toEqual(
        new Set(written.spent.length > 0 ? ['SignatureNonceUsed'] : []),
      )
    }
    expect(acknowledged).toBeGreaterThan(kills)
    expect(unanswered).toBeGreaterThan(kills)
  } finally {
    await server.stop()
    await first[Symbol.asyncDispose]()
    rmSync(dirname(seed), { recursive: true })
  }
})
