import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loads } from './loads/loads.ts'
import { type Measurement, measureLoad } from './measure-load.ts'
import { measureStartUp } from './measure-start-up.ts'
import { type BenchOptions, help, parseOptions } from './options.ts'
import { type Results, resultsPage, resultsTable } from './results.ts'
import { measureScale } from './scale/measure-scale.ts'
import { scalePage, scaleTable } from './scale/scale-page.ts'
import { scalePlot } from './scale/scale-plot.ts'
import { canPin, pinClient } from './servers/cores.ts'
import { fillDataFolder } from './template-store.ts'

const resultsFile = new URL('RESULTS.md', import.meta.url)
const scaleFile = new URL('SCALE.md', import.meta.url)
const scalePlotFile = new URL('scale.svg', import.meta.url)

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

async function run(options: BenchOptions): Promise<Results> {
  const chosen = loads.filter(({ name }) => name.includes(options.only))
  if (chosen.length === 0)
    throw new Error(`No load has "${options.only}" in its name; there are ${loads.map(({ name }) => name).join(', ')}`)
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-bench-'))
  try {
    progress(`filling a store with ${options.instances} instances`)
    const template = join(folder, 'template')
    await fillDataFolder(template, options.fleetSize)
    pinClient()
    progress('measuring the start')
    const startUpMs = await measureStartUp(template, options.fleetSize)
    const measurements: Measurement[] = []
    for (const load of chosen) {
      const data = join(folder, load.name)
      cpSync(template, data, { recursive: true })
      measurements.push(await measureLoad(load, data, options, (step) => progress(`${load.name}: ${step}`)))
      rmSync(data, { recursive: true })
    }
    progress('')
    return { at: new Date(), command: commandLine(), options, measurements, startUpMs }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Measures stores that grow, and keeps table and plot. */
async function runScale(tagsMax: number, options: BenchOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-bench-'))
  try {
    pinClient()
    const steps = await measureScale(folder, tagsMax, options, progress)
    progress('')
    console.log(scaleTable(steps))
    writeFileSync(scaleFile, scalePage(steps, commandLine(), options))
    writeFileSync(scalePlotFile, scalePlot(steps))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
  const results = await run(options)
  console.log(resultsTable(results))
  console.log(`Start-up to the first answered call: ${results.startUpMs.toFixed(0)} ms`)
  if (options.only === '' && options.profile === undefined) writeFileSync(resultsFile, resultsPage(results))
}

try {
  await main()
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
