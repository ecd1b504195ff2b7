import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { reportFinding } from '../finding.ts'
import { chosenSeed, countOption, seedOption } from '../options.ts'
import { createProgress } from '../progress.ts'
import { type Sabotage, sabotages } from '../sqlite/machine.ts'
import { type SimulationOutcome, simulate } from './simulate.ts'
import { verifySnapshot, writeImage } from './verify-snapshot.ts'

interface Options {
  readonly seed?: number
  readonly runs: number
  readonly sabotage?: Sabotage
}

interface Torture {
  readonly name: 'power-cut' | 'faults'
  readonly description: string
  readonly withFaults: boolean
}

const powerCut: Torture = {
  name: 'power-cut',
  description: 'Cuts the power of a simulated disk while the embedded store writes, and opens what is left',
  withFaults: false,
}

const faults: Torture = {
  name: 'faults',
  description: 'The same on a disk that is full, read-only or broken now and then',
  withFaults: true,
}

export const powerCutCommand = () => commandOf(powerCut)
export const faultsCommand = () => commandOf(faults)

function commandOf(torture: Torture): Command {
  return new Command(torture.name)
    .description(torture.description)
    .addOption(countOption('--runs <number>', 'histories, each with a seed of its own, counted up from the first', 50))
    .addOption(seedOption())
    .addOption(
      new Option('--sabotage <how>', 'take durability out of the store, to see that the loss is found').choices(
        sabotages,
      ),
    )
    .action((options: Options) => run(torture, options))
}

/** What all runs came to. */
interface Totals {
  runs: number
  operations: number
  snapshots: number
  changes: number
  nonces: number
  refusals: number
  illnesses: Record<string, number>
}

async function run(torture: Torture, { seed, runs, sabotage }: Options): Promise<void> {
  const first = chosenSeed(seed)
  const progress = createProgress()
  const totals: Totals = { runs: 0, operations: 0, snapshots: 0, changes: 0, nonces: 0, refusals: 0, illnesses: {} }
  const started = Date.now()
  while (totals.runs < runs && process.exitCode === undefined) {
    progress(`${torture.name}: run ${totals.runs + 1} of ${runs}, ${totals.snapshots} power cuts`)
    const number = first + totals.runs
    const outcome = await simulate({ seed: number, withFaults: torture.withFaults, ...(sabotage && { sabotage }) })
    add(outcome, totals)
    await verify(
      torture,
      outcome,
      `npm run torture -- ${torture.name} --runs 1 --seed ${number}${sabotage ? ` --sabotage ${sabotage}` : ''}`,
    )
  }
  progress('')
  console.log({ ...totals, seconds: Math.round((Date.now() - started) / 1000) })
}

function add({ recorded, snapshots, operations, refusals, illnesses }: SimulationOutcome, totals: Totals): void {
  const acknowledged = (each: { acknowledgedAt?: number }) => each.acknowledgedAt !== undefined
  totals.runs++
  totals.operations += operations
  totals.snapshots += snapshots.length
  totals.changes += recorded.attempts.filter(acknowledged).length
  totals.nonces += recorded.nonces.filter(acknowledged).length
  totals.refusals += refusals
  for (const [name, times] of illnesses) totals.illnesses[name] = (totals.illnesses[name] ?? 0) + times
}

/** Looks at each snapshot, up to the first that is wrong. */
async function verify({ name }: Torture, { recorded, snapshots, violations }: SimulationOutcome, repeat: string) {
  if (violations.length > 0) return reportFinding(name, { repeat, violations, details: 'while it ran' })
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-power-cut-'))
  for (const snapshot of snapshots) {
    const found = await verifySnapshot(snapshot, recorded, join(folder, 'data'))
    if (found.length === 0) continue
    writeImage(snapshot.image, join(folder, 'as-it-was-left'))
    return reportFinding(name, { repeat, violations: found, details: { afterOperation: snapshot.position, folder } })
  }
  rmSync(folder, { recursive: true })
}
