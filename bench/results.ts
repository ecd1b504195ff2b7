import { cpus } from 'node:os'
import type { Measurement } from './measure-load.ts'
import type { BenchOptions } from './options.ts'
import { canPin } from './servers/cores.ts'
import { table } from './table.ts'

export const startUpTargetMs = 400
export const residentTargetMib = 200

export interface Results {
  readonly at: Date
  readonly command: string
  readonly options: BenchOptions
  readonly measurements: readonly Measurement[]
  readonly startUpMs: number
}

const columns = [
  'load',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'bare requests/s',
  'ratio',
  'target',
  'CPU µs',
  'bare CPU µs',
  'CPU ratio',
  'RSS peak MiB',
  'RSS after MiB',
  'client CPU',
  'client CPU, bare',
] as const

/** The results as a page of Markdown. */
export function resultsPage(results: Results): string {
  const { at, command, options, startUpMs } = results
  const { connections, instances, rounds, seconds } = options
  const [cpu] = cpus()
  return `# Benchmark results

${at.toISOString().slice(0, 10)}, ${cpus().length} × ${cpu?.model}, Node ${process.versions.node}, \`${command}\`

${instances} instances with 10 tags each, half in either cloud; ${connections} keep-alive connections; medians of ${rounds} rounds of ${seconds} s,
bare and measured in turn. ${canPin ? 'The client has one core, the servers the other.' : 'Client and servers share the cores: taskset is not there.'} Every request is signed for itself, with a nonce of its own, ahead of its round. The bare
server is \`node:http\`, gets the same requests and answers a constant JSON text as long as the real answer.

${resultsTable(results)}

Start-up to the answer of the first signed call, on this store: ${startUpMs.toFixed(0)} ms (target: under ${startUpTargetMs} ms). Target for resident memory: under ${residentTargetMib} MiB.
CPU µs is the server's own processor time for one request: other processes on the machine change it less than
requests/s. CPU ratio is the bare server's divided by it; where the ratio is smaller, the rest is waiting, for the disk above all.
Where the client's CPU is near 1.00, the client is the limit, and the bare server could do more than the row says.
`
}

/** A row for each load. */
export function resultsTable({ measurements }: Pick<Results, 'measurements'>): string {
  const rows = measurements.map(cells)
  return table(columns, rows)
}

function cells({ load, measured, bare, ratio, memory }: Measurement): string[] {
  return [
    load.title,
    measured.perSecond.toFixed(0),
    measured.p50.toFixed(2),
    measured.p99.toFixed(2),
    bare.perSecond.toFixed(0),
    ratio.toFixed(3),
    load.target === undefined ? '' : String(load.target),
    measured.serverUs.toFixed(1),
    bare.serverUs.toFixed(1),
    (bare.serverUs / measured.serverUs).toFixed(3),
    memory.peak.toFixed(0),
    memory.now.toFixed(0),
    measured.clientCpu.toFixed(2),
    bare.clientCpu.toFixed(2),
  ]
}
