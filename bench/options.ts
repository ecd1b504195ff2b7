import { parseArgs } from 'node:util'
import { policiesMin } from './policies/policies.ts'

/** What a run measures, and for how long. */
export interface BenchOptions {
  /** Instances in the store, 10 tags each. */
  readonly instances: number
  /** Instances of either cloud: half of them. */
  readonly fleetSize: number
  /** Length of one round, seconds. */
  readonly seconds: number
  /** Rounds of either server for each load, bare and measured in turn. */
  readonly rounds: number
  /** Keep-alive connections, each with one call under way. */
  readonly connections: number
  /** How many policies to measure with; absent where the bare server is measured against. */
  readonly policies: number | undefined
  /** Part of the name of the loads to run; empty runs them all. */
  readonly only: string
  /** Folder for a CPU profile of the server under each load. */
  readonly profile: string | undefined
  /** Instead: stores of 10⁴ tags and ten times as many with each step, up to so many. */
  readonly scaleTags: number | undefined
  /** Those stores are on PostgreSQL: in the empty database of this URL, or on a server that is started for them. */
  readonly postgres: { readonly url: string | undefined } | undefined
  /** Whether all is measured, and as long as the committed pages are about. */
  readonly isInFull: boolean
}

export const help = `Measures signed calls against a bare node:http server, in turn, in the same run.

Usage: npm run bench -- [options]

  --instances N    instances in the store, 10 tags each (default 100000)
  --seconds S      length of one round (default 3)
  --rounds R       rounds of either server for each load (default 5)
  --connections C  keep-alive connections (default 64)
  --policies N     measure users with N policies against the administrator instead; RESULTS.md stays as it is
  --only NAME      run only the loads whose name contains NAME; RESULTS.md stays as it is
  --profile DIR    write a CPU profile of the server under each load, and show what each part of a call
                   takes; RESULTS.md stays as it is
  --scale          measure stores of 10,000 tags and more, ten times as many with each step; writes SCALE.md,
                   unless another option makes it shorter or other than that
  --tags-max N     the largest of them (default 10000000, on PostgreSQL 1000000)
  --postgres       the same on a PostgreSQL that is started for it; writes SCALE-POSTGRES.md
  --postgres-url U the same in the empty database of this URL; no page is written
  --help           show this
`

const arguments_ = {
  instances: { type: 'string', default: '100000' },
  seconds: { type: 'string', default: '3' },
  rounds: { type: 'string', default: '5' },
  connections: { type: 'string', default: '64' },
  policies: { type: 'string' },
  only: { type: 'string', default: '' },
  profile: { type: 'string' },
  scale: { type: 'boolean', default: false },
  'tags-max': { type: 'string' },
  postgres: { type: 'boolean', default: false },
  'postgres-url': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

type Name = keyof typeof arguments_

const defaults = parseArgs({ args: [], options: arguments_ }).values
/** Options that say what is measured, each with a page of its own. */
const choosing: ReadonlySet<string> = new Set(['scale', 'postgres'])

/**
 * @returns undefined if help was asked for
 * @throws Error naming the option that is wrong
 */
export function parseOptions(argv: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({ args: [...argv], options: arguments_ })
  if (values.help) return undefined
  const url = values['postgres-url']
  const postgres = values.postgres || url !== undefined ? { url } : undefined
  if (postgres && !values.scale) throw new Error('Only --scale is measured on PostgreSQL; give it too')
  const instances = atLeast('instances', values.instances, 20_000)
  return {
    instances,
    fleetSize: Math.floor(instances / 2),
    seconds: atLeast('seconds', values.seconds, 0.2),
    rounds: atLeast('rounds', values.rounds, 1),
    connections: atLeast('connections', values.connections, 1),
    policies: values.policies === undefined ? undefined : atLeast('policies', values.policies, policiesMin),
    only: values.only,
    profile: values.profile,
    scaleTags: values.scale
      ? atLeast('tags-max', values['tags-max'] ?? (postgres ? '1000000' : '10000000'), 10_000)
      : undefined,
    postgres,
    isInFull: Object.keys(values).every(
      (name) => choosing.has(name) || values[name as Name] === defaults[name as Name],
    ),
  }
}

function atLeast(name: string, text: string, least: number): number {
  const value = Number(text)
  if (!(value >= least)) throw new Error(`Cannot read --${name} "${text}"; give a number of at least ${least}`)
  return value
}
