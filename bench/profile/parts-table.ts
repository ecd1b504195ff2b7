import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Measurement } from '../measure-load.ts'
import { table } from '../table.ts'
import { partNames, partsOf } from './parts.ts'

/** Microseconds of processor time of each part of a call, a column for each load: its share of the profile, of all that a call took. */
export function partsTable(folder: string, measurements: readonly Measurement[]): string {
  const shares = measurements.map(({ load }) => {
    return partsOf(JSON.parse(readFileSync(join(folder, `${load.name}.cpuprofile`), 'utf8')))
  })
  const rows = partNames.map((part) => [
    part,
    ...measurements.map(({ measured }, index) => ((shares[index]?.get(part) ?? 0) * measured.serverUs).toFixed(1)),
  ])
  const whole = ['a call', ...measurements.map(({ measured }) => measured.serverUs.toFixed(1))]
  const bare = ['a call of bare node:http', ...measurements.map(({ bare }) => bare.serverUs.toFixed(1))]
  return table(['CPU µs', ...measurements.map(({ load }) => load.name)], [...rows, whole, bare])
}
