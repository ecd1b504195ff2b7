import { cpus } from 'node:os'
import type { BenchOptions } from '../options.ts'
import { scaleLoads } from './loads.ts'
import type { ScaleStep } from './measure-scale.ts'

/** p50 of a read and a write, against that at 10⁵ tags. */
export const growthMax = 1.5
export const rssMibMax = 300
export const startUpMsMax = 500

/** The results as a page of Markdown, of the embedded store or of one on PostgreSQL. */
export function scalePage(steps: readonly ScaleStep[], command: string, options: BenchOptions): string {
  const [cpu] = cpus()
  const onPostgres = options.postgres !== undefined
  return `# As the store grows${onPostgres ? ', on PostgreSQL' : ''}

${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpu?.model}, Node ${process.versions.node}, \`${command}\`

100 accounts, the tags and the calls spread over them by Zipf's law, 10 tags an instance; ${options.connections} connections; medians of
${options.rounds} rounds of ${options.seconds} s. Each line is the store of the line before, grown. ${onPostgres ? databaseServer : goals}

![Latency as the store grows](scale${onPostgres ? '-postgres' : ''}.svg)

${scaleTable(steps)}

Start-up is from the start of the process to the answer of its first signed call. RSS is that of the Tagplane server.
`
}

const goals = `To reach: p50 of read and write at most ${growthMax} times
that at 100,000 tags, memory below ${rssMibMax} MiB, start-up below ${startUpMsMax} ms.`

const databaseServer = `The database server
is on the same machine, with its default settings, and shares the two cores with Tagplane and the client.`

export function scaleTable(steps: readonly ScaleStep[]): string {
  const columns = [
    'tags',
    ...scaleLoads.flatMap(({ name }) => [`${name} p50 ms`, 'p99 ms']),
    'RSS MiB',
    'MiB on disk',
    'start ms',
  ]
  const rows = steps.map(({ tags, p50, p99, rssMib, fileMib, startUpMs }) => [
    tags.toLocaleString('en'),
    ...scaleLoads.flatMap(({ name }) => [p50[name]?.toFixed(2) ?? '', p99[name]?.toFixed(2) ?? '']),
    rssMib.toFixed(0),
    fileMib.toFixed(0),
    startUpMs.toFixed(0),
  ])
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(columns), line(columns.map(() => '---:')), ...rows.map(line)].join('\n')
}
