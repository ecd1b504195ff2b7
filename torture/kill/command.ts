import { setTimeout as sleep } from 'node:timers/promises'
import { Command, Option } from 'commander'
import { embedded, type Setup } from '../../test/durability/setups.ts'
import { type Ending, surviveKills } from '../../test/durability/survive-kills.ts'
import { reportFinding } from '../finding.ts'
import { chosenSeed, countOption, seedOption } from '../options.ts'
import { createProgress } from '../progress.ts'
import { Random } from '../random.ts'

/** Where a server can be killed; the first is from outside, at any moment. */
const points = ['any-moment', 'before-commit', 'inside-commit', 'after-commit', 'inside-checkpoint'] as const
type Point = (typeof points)[number]

const killPoints = new URL('kill-points.ts', import.meta.url).href
const writingMs = [20, 500] as const
const commitsBefore = [1, 120] as const
/** After this long it is killed from outside, wherever it is. */
const lifeMsMax = 10_000

interface Options {
  readonly seed?: number
  readonly cycles: number
  readonly at?: Point
}

export function killCommand(): Command {
  return new Command('kill')
    .description('Kills a server with SIGKILL under load, again and again on the same data')
    .addOption(countOption('--cycles <number>', 'kills', 50))
    .addOption(new Option('--at <point>', 'where; each in turn if absent').choices(points))
    .addOption(seedOption())
    .action(kill)
}

async function kill({ seed, cycles, at }: Options): Promise<void> {
  const number = chosenSeed(seed)
  const random = new Random(number)
  const chosen = Array.from({ length: cycles }, (_, cycle) => at ?? (points[cycle % points.length] as Point))
  const totals = { kills: 0, acknowledged: 0, unanswered: 0, at: {} as Record<string, number> }
  const progress = createProgress()
  await using setup = await embedded()
  for await (const { violations, ...counted } of surviveKills(
    setup,
    chosen.map((point) => endingAt(point, random)),
  )) {
    const point = chosen[totals.kills]
    if (point) {
      totals.kills++
      totals.at[point] = (totals.at[point] ?? 0) + 1
    }
    totals.acknowledged += counted.acknowledged
    totals.unanswered += counted.unanswered
    progress(`kill: ${totals.kills} of ${cycles}, ${totals.acknowledged} changes acknowledged`)
    if (violations.length === 0) continue
    const repeat = `npm run torture -- kill --cycles ${cycles} --seed ${number}${at ? ` --at ${at}` : ''}`
    reportFinding('kill', { repeat, violations, details: { cycle: totals.kills, point } })
    break
  }
  progress('')
  console.log(totals)
}

function endingAt(point: Point, random: Random): Ending {
  if (point === 'any-moment') {
    const ms = random.between(...writingMs)
    return {
      async kill(setup) {
        await sleep(ms)
        await setup.crash()
      },
    }
  }
  const env = {
    NODE_OPTIONS: `--import=${killPoints}`,
    TAGPLANE_TORTURE_POINT: point,
    TAGPLANE_TORTURE_COMMITS: String(random.between(...commitsBefore)),
  }
  return { env, kill: killedByItself }
}

async function killedByItself(setup: Setup): Promise<void> {
  const dead = new Promise<void>((done) => setup.server.process.once('exit', () => done()))
  await Promise.race([dead, sleep(lifeMsMax, undefined, { ref: false })])
  await setup.crash()
}
