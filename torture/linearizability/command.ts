import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { type Nodes, startNodes } from '../../test/cluster/cluster.ts'
import { statesAfter } from '../../test/model/check-history.ts'
import { writeSeedFile } from '../../test/model/fleet.ts'
import { untaggedFleet } from '../../test/model/state.ts'
import { reportFinding } from '../finding.ts'
import { openStore } from '../open-store.ts'
import { chosenSeed, countOption, type StoreKind, seedOption, storeOption } from '../options.ts'
import { createProgress } from '../progress.ts'
import { Random } from '../random.ts'
import { type Histories, recordHistory } from './record-history.ts'

interface Options {
  readonly seed?: number
  readonly calls: number
  readonly clients: number
  readonly kills: number
  readonly nodes: number
  readonly store: StoreKind
}

const msBetweenKills = [200, 1500] as const
/** How long what a server had sent to its store may take effect after its death: the statement timeout, and more. */
const afterlifeMs = { sqlite: 0, postgres: 6000 } as const satisfies Record<StoreKind, number>

export function linearizabilityCommand(): Command {
  return new Command('linearizability')
    .description('Records concurrent calls to a few instances, and looks for an order that explains their answers')
    .addOption(countOption('--calls <number>', 'calls in all', 2000))
    .addOption(countOption('--clients <number>', 'calls at the same time', 8))
    .addOption(countOption('--kills <number>', 'how often a server is killed meanwhile', 3))
    .addOption(countOption('--nodes <number>', 'servers on the same data; several need PostgreSQL', 1))
    .addOption(storeOption())
    .addOption(seedOption())
    .action(run)
}

async function run({ seed, ...options }: Options, command: Command): Promise<void> {
  const { calls, clients, kills, nodes, store } = options
  if (nodes < 1) command.error('error: There must be a node')
  if (nodes > 1 && store === 'sqlite') command.error('error: Several nodes need --store postgres')
  const number = chosenSeed(seed)
  const histories = await recordUnderKills(options, new Random(number))
  const totals = { calls: 0, unanswered: 0 }
  for (const [object, history] of histories) {
    totals.calls += history.length
    totals.unanswered += history.filter(({ answer }) => answer === undefined).length
    if (!statesAfter(untaggedFleet(), history).next().done) continue
    const size = `--calls ${calls} --clients ${clients} --kills ${kills} --nodes ${nodes}`
    const repeat = `npm run torture -- linearizability --store ${store} ${size} --seed ${number}`
    const violations = [`No order of the calls to ${object.ids.join(' and ')} explains their answers`]
    reportFinding('linearizability', { repeat, violations, details: history })
  }
  console.log(totals)
}

async function recordUnderKills(options: Omit<Options, 'seed'>, random: Random): Promise<Histories> {
  const { calls, clients, kills, store } = options
  const progress = createProgress()
  const seedFile = writeSeedFile()
  await using home = await openStore(store)
  await using all = await startNodes(options.nodes, seedFile, home.args)
  const end = new AbortController()
  const killing = killNodes(all, kills, random, end.signal)
  try {
    const made = (count: number) => progress(`linearizability: ${count} of ${calls} calls`)
    const target = { nodes: () => all.nodes, afterlifeMs: afterlifeMs[store] }
    return await recordHistory(target, clients, calls, random.fork(), made)
  } finally {
    end.abort()
    await killing
    progress('')
    rmSync(dirname(seedFile), { recursive: true })
  }
}

async function killNodes({ nodes, restart }: Nodes, kills: number, random: Random, end: AbortSignal): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    await sleep(random.between(...msBetweenKills))
    if (end.aborted) return
    const place = random.between(0, nodes.length - 1)
    await nodes[place]?.kill()
    await restart(place)
  }
}
