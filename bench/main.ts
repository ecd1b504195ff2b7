import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../test/postgres-server.ts'
import type { Load } from './loads/load.ts'
import { loads } from './loads/loads.ts'
import { type Measurement, measureLoad } from './measure-load.ts'
import { measurePolicies, type PolicyMeasurement } from './measure-policies.ts'
import { measureStartUp } from './measure-start-up.ts'
import { type BenchOptions, help, parseOptions } from './options.ts'
import { policiesTable } from './policies/policies-table.ts'
import { partsTable } from './profile/parts-table.ts'
import { type Results, resultsPage, resultsTable } from './results.ts'
import { embeddedStore, postgresStore } from './scale/growing-store.ts'
import { measureScale } from './scale/measure-scale.ts'
import { scalePage, scaleTable } from './scale/scale-page.ts'
import { scalePlot } from './scale/scale-plot.ts'
import { canPin, pinClient } from './servers/cores.ts'
import { fillDataFolder } from './template-store.ts'

const resultsFile = new URL('RESULTS.md', import.meta.url)

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

function chosenLoads({ only }: BenchOptions): readonly Load[] {
  const chosen = loads.filter(({ name }) => name.includes(only))
  if (chosen.length > 0) return chosen
  throw new Error(`No load has "${only}" in its name; there are ${loads.map(({ name }) => name).join(', ')}`)
}

/** Fills a store, and measures something with each load on a copy of it. */
async function measureEach<Measured>(
  options: BenchOptions,
  measure: (load: Load, data: string, progress: (step: string) => void) => Promise<Measured>,
  prepare: (template: string) => Promise<void> = async () => {},
): Promise<readonly Measured[]> {
  const chosen = chosenLoads(options)
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-bench-'))
  try {
    progress(`filling a store with ${options.instances} instances`)
    const template = join(folder, 'template')
    await fillDataFolder(template, options.fleetSize, options.policies)
    pinClient()
    await prepare(template)
    const measured: Measured[] = []
    for (const load of chosen) {
      const data = join(folder, load.name)
      cpSync(template, data, { recursive: true })
      measured.push(await measure(load, data, (step) => progress(`${load.name}: ${step}`)))
      rmSync(data, { recursive: true })
    }
    progress('')
    return measured
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Measures stores that grow, and keeps table and plot of a run in full. */
async function runScale(tagsMax: number, options: BenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-bench-'))
  const data = join(folder, 'data')
  const { postgres } = options
  try {
    await using server = postgres && postgres.url === undefined ? await startPostgres() : undefined
    pinClient()
    const url = postgres?.url ?? server?.url
    const store = url === undefined ? embeddedStore(data) : postgresStore(data, url)
    const steps = await measureScale(store, tagsMax, options, progress)
    progress('')
    console.log(scaleTable(steps))
    if (!options.isInFull) return
    const name = server ? 'scale-postgres' : 'scale'
    writeFileSync(new URL(`${name.toUpperCase()}.md`, import.meta.url), scalePage(steps, commandLine(), options))
    writeFileSync(new URL(`${name}.svg`, import.meta.url), scalePlot(steps))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(options: BenchOptions): Promise<Results> {
  let startUpMs = 0
  const measurements = await measureEach<Measurement>(
    options,
    (load, data, step) => measureLoad(load, data, options, step),
    async (template) => {
      progress('measuring the start')
      startUpMs = await measureStartUp(template, options.fleetSize)
    },
  )
  return { at: new Date(), command: commandLine(), options, measurements, startUpMs }
}

function runWithPolicies(options: BenchOptions): Promise<readonly PolicyMeasurement[]> {
  return measureEach(options, (load, data, step) => measurePolicies(load, data, options, step))
}

function commandLine(): string {
  const args = process.argv.slice(2)
  return `npm run bench${args.length > 0 ? ` -- ${args.join(' ')}` : ''}`
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2))
  if (!options) {
    console.log(help)
    return
  }
  if (process.platform !== 'linux')
    throw new Error('Run the benchmark on Linux: it reads memory and processor time from /proc')
  if (!canPin) console.log('taskset or a second core is missing: client and servers share the cores')
  if (options.scaleTags !== undefined) return runScale(options.scaleTags, options)
  if (options.policies !== undefined) {
    console.log(policiesTable(await runWithPolicies(options), options.policies))
    return
  }
  const results = await run(options)
  console.log(resultsTable(results))
  console.log(`Start-up to the first answered call: ${results.startUpMs.toFixed(0)} ms`)
  if (options.profile !== undefined) console.log(partsTable(options.profile, results.measurements))
  else if (options.only === '') writeFileSync(resultsFile, resultsPage(results))
}

try {
  await main()
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
