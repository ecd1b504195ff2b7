import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Ending, surviveKills } from './survive-kills.ts'

/** How often the server is killed; more with `npm run torture -- kill`. */
const kills = Number(process.env.TAGPLANE_KILLS ?? 20)
const writingMsMin = 50
const writingMsMax = 500
const msPerKillMax = 10_000

/** At a moment that no one knows before. */
const atRandom: Ending = {
  async kill(server) {
    await sleep(writingMsMin + Math.random() * (writingMsMax - writingMsMin))
    await server.kill()
  },
}

test(`after each of ${kills} kills, acknowledged changes are there and no change is there in part`, {
  timeout: kills * msPerKillMax,
}, async () => {
  let acknowledged = 0
  let unanswered = 0
  for await (const survival of surviveKills(Array.from({ length: kills }, () => atRandom))) {
    expect(survival.violations).toEqual([])
    acknowledged += survival.acknowledged
    unanswered += survival.unanswered
  }
  expect(acknowledged).toBeGreaterThan(kills)
  expect(unanswered).toBeGreaterThan(kills)
})
