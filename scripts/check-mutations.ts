// Takes one authorization check after the other out of a copy of the sources, and sees whether a test notices.
import { parseArgs } from 'node:util'
import type { Mutation } from './mutations/mutation.ts'
import { mutations } from './mutations/mutations.ts'
import { type Outcome, Workspace } from './mutations/workspace.ts'

const help = `Usage: npm run mutations -- [options]

  --only PATTERN  only those whose file or rule matches this regular expression
  --sample N      only N of them, by chance
  --seed S        the chance of an earlier run, which it printed
  --list          say which they are, and run nothing
`

const options = {
  only: { type: 'string', default: '' },
  sample: { type: 'string' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

async function main(): Promise<void> {
  const { values } = parseArgs({ options })
  if (values.help) return console.log(help)
  const wanted = mutations.filter((mutation) => new RegExp(values.only).test(nameOf(mutation)))
  const chosen = values.sample === undefined ? wanted : sample(wanted, Number(values.sample), Number(values.seed))
  if (chosen.length === 0) throw new Error(`No mutation matches "${values.only}"`)
  if (values.list) return console.log(chosen.map(nameOf).join('\n'))
  process.exitCode = (await check(chosen)) ? 0 : 1
}

/** Whether each of them was caught. */
async function check(chosen: readonly Mutation[]): Promise<boolean> {
  using workspace = new Workspace()
  const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))]
  console.log(`The tests as they are: ${tests.join(' ')}`)
  const { failed, passed } = await workspace.run(tests)
  if (failed > 0 || passed === undefined) throw new Error('Mend the tests first: they fail on the sources as they are')
  const outcomes: Outcome[] = []
  for (const [index, mutation] of chosen.entries()) {
    const started = performance.now()
    const outcome = await workspace.try(mutation)
    outcomes.push(outcome)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${index + 1}/${chosen.length} ${outcome.padEnd(8)} ${seconds.padStart(5)} s  ${nameOf(mutation)}`)
  }
  return report(chosen, outcomes)
}

function report(chosen: readonly Mutation[], outcomes: readonly Outcome[]): boolean {
  const others = chosen.filter((_, index) => outcomes[index] !== 'caught')
  console.log(`\n${chosen.length - others.length} of ${chosen.length} mutations were caught`)
  for (const mutation of others) console.log(`  ${outcomes[chosen.indexOf(mutation)]}: ${nameOf(mutation)}`)
  return others.length === 0
}

function nameOf({ file, rule }: Mutation): string {
  return `${file}: ${rule}`
}

/** `count` of the list, the same ones for the same seed. */
function sample<T>(list: readonly T[], count: number, seed: number): readonly T[] {
  console.log(`Chosen with --seed ${seed}`)
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state
  }
  return list
    .map((each) => ({ each, order: next() }))
    .sort((one, other) => one.order - other.order)
    .slice(0, count)
    .map(({ each }) => each)
}

try {
  await main()
} catch (error) {
  console.error(`mutations: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
