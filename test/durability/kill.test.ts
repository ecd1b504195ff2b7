import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { embedded, onPostgres, type Setup } from './setups.ts'
import { type Ending, killsDatabase, surviveKills } from './survive-kills.ts'

/** How often each is killed; more with `TAGPLANE_KILLS=200 npx vitest run test/durability`, or `npm run torture -- kill`. */
const kills = process.env.TAGPLANE_KILLS
const writingMsMin = 50
const writingMsMax = 500
const msPerKillMax = 10_000
const timeout = Number(kills ?? 20) * msPerKillMax

const killsServer: Ending = { kill: (setup) => setup.crash() }

/** At a moment that no one knows before. */
function atRandom(ending: Ending): Ending {
  return {
    ...ending,
    async kill(setup) {
      await sleep(writingMsMin + Math.random() * (writingMsMax - writingMsMin))
      await ending.kill(setup)
    },
  }
}

test.each<[what: string, times: number, ending: Ending, open: () => Promise<Setup>]>([
  ['a server with the embedded store', Number(kills ?? 20), killsServer, embedded],
  ['a node on PostgreSQL', Number(kills ?? 6), killsServer, onPostgres],
  ['PostgreSQL', Number(kills ?? 4), killsDatabase, onPostgres],
])(
  'after each kill of %s, of %d, acknowledged changes are there and no change is there in part',
  { timeout },
  async (_what, times, ending, open) => {
    await using setup = await open()
    let acknowledged = 0
    let unanswered = 0
    for await (const survival of surviveKills(setup, Array<Ending>(times).fill(atRandom(ending)))) {
      expect(survival.violations).toEqual([])
      acknowledged += survival.acknowledged
      unanswered += survival.unanswered
    }
    expect(acknowledged).toBeGreaterThan(times)
    expect(unanswered).toBeGreaterThan(times)
  },
)
