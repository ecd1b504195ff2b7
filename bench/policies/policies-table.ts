import type { PolicyMeasurement, Share } from '../measure-policies.ts'
import { table } from '../table.ts'

/** The least share of the administrator's requests per second that policies should leave. */
const target = 0.9

/** A row for each load. */
export function policiesTable(measurements: readonly PolicyMeasurement[], count: number): string {
  const many = `${count} policies`
  const columns = [
    'load',
    'requests/s',
    'CPU µs',
    'one policy',
    'CPU',
    many,
    'CPU',
    'target',
    `${many}, one by tag`,
    'CPU',
  ]
  return table(columns, measurements.map(cells))
}

function cells({ load, perSecond, serverUs, onePolicy, policies, guard }: PolicyMeasurement): string[] {
  const shares = ({ rate, cpu }: Share) => [rate.toFixed(3), cpu.toFixed(3)]
  return [
    load.title,
    perSecond.toFixed(0),
    serverUs.toFixed(1),
    ...shares(onePolicy),
    ...shares(policies),
    String(target),
    ...shares(guard),
  ]
}
