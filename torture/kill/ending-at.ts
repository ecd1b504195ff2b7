import { setTimeout as sleep } from 'node:timers/promises'
import type { Setup } from '../../test/durability/setups.ts'
import { type Ending, killsDatabase } from '../../test/durability/survive-kills.ts'
import type { StoreKind } from '../options.ts'
import type { Random } from '../random.ts'

/** Where a server can be killed, by its store; at any moment it is killed from outside, and so is PostgreSQL itself. */
export const points = {
  sqlite: ['any-moment', 'before-commit', 'inside-commit', 'after-commit', 'inside-checkpoint'],
  postgres: ['any-moment', 'before-commit', 'inside-commit', 'after-commit', 'database'],
} as const satisfies Record<StoreKind, readonly string[]>
export type Point = (typeof points)[StoreKind][number]

const writingMs = [20, 500] as const
const commitsBefore = [1, 120] as const
/** After this long a server is killed from outside, wherever it is. */
const lifeMsMax = 10_000

/** @param sabotage a module that takes something out of the server, by the name of its file */
export function endingAt(store: StoreKind, point: Point, random: Random, sabotage?: string): Ending {
  const loaded = sabotage === undefined ? {} : { env: { NODE_OPTIONS: importing(sabotage) } }
  if (point === 'database') return { ...loaded, ...killsDatabase, kill: after(random, killsDatabase.kill) }
  if (point === 'any-moment') return { ...loaded, kill: after(random, (setup) => setup.crash()) }
  const env = {
    NODE_OPTIONS: importing(`${store}-kill-points`, ...(sabotage === undefined ? [] : [sabotage])),
    TAGPLANE_TORTURE_POINT: point,
    TAGPLANE_TORTURE_COMMITS: String(random.between(...commitsBefore)),
  }
  return { env, kill: killedByItself }
}

function importing(...modules: readonly string[]): string {
  return modules.map((module) => `--import=${new URL(`${module}.ts`, import.meta.url).href}`).join(' ')
}

function after(random: Random, kill: Ending['kill']): Ending['kill'] {
  const ms = random.between(...writingMs)
  return async (setup) => {
    await sleep(ms)
    await kill(setup)
  }
}

async function killedByItself(setup: Setup): Promise<void> {
  const dead = new Promise<void>((done) => setup.server.process.once('exit', () => done()))
  await Promise.race([dead, sleep(lifeMsMax, undefined, { ref: false })])
  await setup.crash()
}
