import { Command, Option } from 'commander'
import { embedded, onPostgres } from '../../test/durability/setups.ts'
import { surviveKills } from '../../test/durability/survive-kills.ts'
import { reportFinding } from '../finding.ts'
import { chosenSeed, countOption, type StoreKind, seedOption, storeOption } from '../options.ts'
import { createProgress } from '../progress.ts'
import { Random } from '../random.ts'
import { endingAt, type Point, points } from './ending-at.ts'

interface Options {
  readonly seed?: number
  readonly cycles: number
  readonly store: StoreKind
  readonly at?: Point
  readonly sabotage?: string
}

export function killCommand(): Command {
  const all = [...new Set(Object.values(points).flat())]
  return new Command('kill')
    .description('Kills a server, or its PostgreSQL, with SIGKILL under load, again and again on the same data')
    .addOption(countOption('--cycles <number>', 'kills', 50))
    .addOption(new Option('--at <point>', 'where; each in turn if absent').choices(all))
    .addOption(storeOption())
    .addOption(
      new Option('--sabotage <what>', 'lets nodes on PostgreSQL lose data, to show that it is found').choices([
        'asynchronous-commit',
      ]),
    )
    .addOption(seedOption())
    .action(kill)
}

async function kill({ seed, cycles, store, at, sabotage }: Options, command: Command): Promise<void> {
  const possible: readonly Point[] = points[store]
  if (at && !possible.includes(at)) command.error(`error: A server on ${store} has no point ${at}`)
  if (sabotage && store === 'sqlite') command.error(`error: A server on sqlite has no ${sabotage}`)
  const number = chosenSeed(seed)
  const random = new Random(number)
  const chosen = Array.from({ length: cycles }, (_, cycle) => at ?? (possible[cycle % possible.length] as Point))
  const totals = { kills: 0, acknowledged: 0, unanswered: 0, at: {} as Record<string, number> }
  const progress = createProgress()
  await using setup = await (store === 'sqlite' ? embedded() : onPostgres())
  for await (const { violations, ...counted } of surviveKills(
    setup,
    chosen.map((point) => endingAt(store, point, random, sabotage)),
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
    const where = `${at ? ` --at ${at}` : ''}${sabotage ? ` --sabotage ${sabotage}` : ''}`
    const repeat = `npm run torture -- kill --store ${store} --cycles ${cycles} --seed ${number}${where}`
    reportFinding('kill', { repeat, violations, details: { cycle: totals.kills, point } })
    break
  }
  progress('')
  console.log(totals)
}
