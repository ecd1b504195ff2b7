import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import { statesAfter } from '../../test/model/check-history.ts'
import { writeSeedFile } from '../../test/model/fleet.ts'
import { untaggedFleet } from '../../test/model/state.ts'
import { type RunningServer, startServer } from '../../test/server.ts'
import { reportFinding } from '../finding.ts'
import { chosenSeed, countOption, seedOption } from '../options.ts'
import { createProgress } from '../progress.ts'
import { Random } from '../random.ts'
import { type Histories, recordHistory } from './record-history.ts'

interface Options {
  readonly seed?: number
  readonly calls: number
  readonly clients: number
  readonly kills: number
}

const msBetweenKills = [200, 1500] as const

export function linearizabilityCommand(): Command {
  return new Command('linearizability')
    .description('Records concurrent calls to a few instances, and looks for an order that explains their answers')
    .addOption(countOption('--calls <number>', 'calls in all', 2000))
    .addOption(countOption('--clients <number>', 'calls at the same time', 8))
    .addOption(countOption('--kills <number>', 'how often the server is killed meanwhile', 3))
    .addOption(
      new Option('--nodes <number>', 'servers on the same data; the embedded store has one').argParser(one).default(1),
    )
    .addOption(seedOption())
    .action(run)
}

function one(text: string): number {
  if (text !== '1') throw new InvalidArgumentError('Give 1: the embedded store serves one node.')
  return 1
}

async function run({ seed, calls, clients, kills }: Options): Promise<void> {
  const number = chosenSeed(seed)
  const histories = await recordUnderKills({ calls, clients, kills }, new Random(number))
  const totals = { calls: 0, unanswered: 0 }
  for (const [object, history] of histories) {
    totals.calls += history.length
    totals.unanswered += history.filter(({ answer }) => answer === undefined).length
    if (!statesAfter(untaggedFleet(), history).next().done) continue
    const repeat = `npm run torture -- linearizability --calls ${calls} --clients ${clients} --kills ${kills} --seed ${number}`
    const violations = [`No order of the calls to ${object.ids.join(' and ')} explains their answers`]
    reportFinding('linearizability', { repeat, violations, details: history })
  }
  console.log(totals)
}

async function recordUnderKills({ calls, clients, kills }: Omit<Options, 'seed'>, random: Random): Promise<Histories> {
  const progress = createProgress()
  const seedFile = writeSeedFile()
  const first = await startServer({ seed: seedFile })
  let server: RunningServer = first
  let isOver = false
  const killing = (async () => {
    for (let kill = 0; kill < kills && !isOver; kill++) {
      await sleep(random.between(...msBetweenKills))
      await server.kill()
      server = await startServer({ data: first.data })
    }
  })()
  try {
    const made = (count: number) => progress(`linearizability: ${count} of ${calls} calls`)
    return await recordHistory(() => [server], clients, calls, random.fork(), made)
  } finally {
    isOver = true
    await killing
    progress('')
    await server.stop()
    await first[Symbol.asyncDispose]()
    rmSync(dirname(seedFile), { recursive: true })
  }
}
