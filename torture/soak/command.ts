import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { writeSeedFile } from '../../test/model/fleet.ts'
import { sendCall } from '../../test/model/send-call.ts'
import { type RunningServer, startServer } from '../../test/server.ts'
import { reportFinding } from '../finding.ts'
import { contestedCall, objects } from '../linearizability/contested-call.ts'
import { openStore } from '../open-store.ts'
import { chosenSeed, countOption, type StoreKind, seedOption, storeOption } from '../options.ts'
import { createProgress } from '../progress.ts'
import { Random } from '../random.ts'
import { readFigures } from './figures.ts'
import { judge, type Sample } from './judge.ts'
import { plot } from './plot.ts'

interface Options {
  readonly seed?: number
  readonly seconds: number
  readonly clients: number
  readonly store: StoreKind
}

/** Samples are taken so many times, but not more often than once a second. */
const samplesWanted = 200
/** In which enough samples are taken for a line. */
const secondsMin = 3

export function soakCommand(): Command {
  return new Command('soak')
    .description('Loads a server for long, and looks whether memory, descriptors and event-loop lag stay flat')
    .addOption(countOption('--seconds <number>', 'how long', 600, secondsMin))
    .addOption(countOption('--clients <number>', 'calls at the same time', 8))
    .addOption(storeOption())
    .addOption(seedOption())
    .action(run)
}

async function run({ seed, seconds, clients, store }: Options): Promise<void> {
  const number = chosenSeed(seed)
  const { samples, calls } = await soak(store, seconds, clients, new Random(number))
  const judgements = judge(samples)
  console.table(judgements.map(({ row }) => row))
  const picture = join(tmpdir(), `tagplane-soak-${number}.svg`)
  writeFileSync(picture, plot(judgements.map(({ curve }) => curve)))
  console.log(`${calls} calls in ${seconds} s; the plot is ${picture}`)
  const violations = judgements.flatMap(({ violation }) => violation ?? [])
  const repeat = `npm run torture -- soak --store ${store} --seconds ${seconds} --clients ${clients} --seed ${number}`
  if (violations.length > 0) reportFinding('soak', { repeat, violations, details: samples })
}

async function soak(store: StoreKind, seconds: number, clients: number, random: Random) {
  const seedFile = writeSeedFile()
  await using home = await openStore(store)
  const server = await startServer({ seed: seedFile, args: home.args })
  const progress = createProgress()
  const end = performance.now() + seconds * 1000
  let calls = 0
  const client = async (own: Random) => {
    for (; performance.now() < end; calls++) await sendCall(server, contestedCall(own.pick(objects), calls, own))
  }
  try {
    const loading = Array.from({ length: clients }, () => client(random.fork()))
    const samples = await takeSamples(server, seconds, (at) => progress(`soak: ${at.toFixed(0)} of ${seconds} s`))
    await Promise.all(loading)
    progress('')
    return { samples, calls }
  } finally {
    await server[Symbol.asyncDispose]()
    rmSync(dirname(seedFile), { recursive: true })
  }
}

async function takeSamples(server: RunningServer, seconds: number, taken: (at: number) => void): Promise<Sample[]> {
  const started = performance.now()
  const samples: Sample[] = []
  const everyMs = Math.max(1000, (seconds * 1000) / samplesWanted)
  for (let at = 0; at < seconds; at = (performance.now() - started) / 1000) {
    samples.push({ at, values: readFigures(await (await fetch(`${server.url}/metrics`)).text()) })
    taken(at)
    await sleep(everyMs)
  }
  return samples
}
