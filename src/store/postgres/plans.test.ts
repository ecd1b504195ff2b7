import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Selector } from '../../tags/selector/selector.ts'
import { aChange, anInstance, fleet, north, start, tags } from '../conformance/bed.conformance.ts'
import type { Store } from '../store.ts'
import { Connection } from './connection.ts'
import { openPostgresHome, openTestDatabase, type PostgresHome, type TestDatabase } from './postgres-home.fixture.ts'

/** A node of a plan as EXPLAIN has it in JSON, and the members that Citus adds. */
interface Plan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly Plan[]
  readonly 'Distributed Query'?: { readonly Job: { readonly 'Task Count': number; readonly Tasks: readonly Task[] } }
}

interface Task {
  readonly 'Remote Plan'?: readonly (readonly { readonly Plan: Plan }[])[]
}

/** Enough that reading all of them costs more than finding one. */
const instanceCount = 3000

let database: TestDatabase
let home: PostgresHome
let store: Store
let isDistributed: boolean

beforeAll(async () => {
  database = await openTestDatabase()
  home = await openPostgresHome(database)
  store = await home.openStore(() => start)
  const instances = Array.from({ length: instanceCount }, (_, index) =>
    anInstance(`i${index}`, {
      tenant: `t${(index % 3) + 1}`,
      createdAt: start + index,
      tags: tags(`k=${index}`, 'env=prod'),
    }),
  )
  await store.load('fleet', async () => ({ ...fleet, instances }))
  await home.run('analyze')
  isDistributed = (await home.run(`select from pg_extension where extname = 'citus'`)).rowCount === 1
}, 120_000)
afterAll(async () => {
  await store.close()
  await home[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
}, 120_000)

const scopes = [{ tenant: 't1' }]
const conditions = [{ key: 'k', values: ['3'] }]

test.each<[call: string, run: () => Promise<unknown>]>([
  ['tagsOf', () => store.tagsOf('t1', north, ['i3'])],
  ['tagsOf of several', () => store.tagsOf('t1', north, ['i3', 'i6', 'i9'])],
  ['findInstance', () => store.findInstance('t1', 'i3')],
  [
    'listInstances by tag',
    () => store.listInstances('t1', { region: north, tags: conditions }, { offset: 0, limit: 10 }),
  ],
  ['listInstances by id', () => store.listInstances('t1', { ids: ['i3'] }, { offset: 0, limit: 10 })],
  ['listAttachedTags', () => store.listAttachedTags({ tenant: 't1', region: north, instances: ['i3'] }, undefined, 10)],
  [
    'listAttachedTags by tag',
    () => store.listAttachedTags({ tenant: 't1', region: north, tags: conditions }, undefined, 10),
  ],
  ['listAttachedTags of all', () => store.listAttachedTags({ tenant: 't1', region: north }, undefined, 10)],
  ['listDistinctTags', () => store.listDistinctTags('t1', north, undefined, 10)],
  ['searchInstances by tag', () => store.searchInstances({ scopes, where: tagged('k', '3'), sort: [], limit: 10 })],
  [
    'searchInstances by a frequent tag',
    () =>
      store.searchInstances({
        scopes,
        where: tagged('env', 'prod'),
        sort: [{ by: 'created', descending: true }],
        limit: 10,
      }),
  ],
  ['countTagValues', () => store.countTagValues({ scopes }, 'env', { limit: 10 })],
  ['countTagKeys', () => store.countTagKeys({ scopes, where: tagged('k', '3') }, { limit: 10 })],
  ['readChanges', () => store.readChanges('t1', 3, 10)],
  ['revisionAt', () => store.revisionAt('t1', start)],
  ['listChanges', () => store.listChanges({ tenants: ['t1', 't2'] }, undefined, 10)],
  ['listChanges of an instance', () => store.listChanges({ tenants: ['t1'], instance: 'i3' }, undefined, 10)],
  ['tagsAsOf', () => store.tagsAsOf('t1', ['i3', 'i6'], 2)],
  ['changeTags, on what was seen', () => store.changeTags(aChange({ instances: ['i3'], seenRevision: 1 }))],
  ['findJob', () => store.findJob('t1', 'j')],
  ['findTenant', () => store.findTenant('one', 't2')],
  ['changeTags', () => store.changeTags(aChange({ instances: ['i3'], set: tags('new=1') }))],
  ['changeTags, guarded', () => store.changeTags(aChange({ instances: ['i3'], set: tags('new=2') }), () => undefined)],
  ['updateInstance', () => store.updateInstance({ tenant: 't1', instance: 'i3', name: 'new' })],
  ['spendNonce', () => store.spendNonce('nonce', start, start + 60_000)],
])('%s reads no table from end to end, and runs on one shard', async (_call, run) => {
  const statements = await statementsOf(run)
  expect(statements.length).toBeGreaterThan(0)
  for (const [text, values] of statements) {
    const plans = await plansOf(text, values)
    const scanned = plans.filter((plan) => plan['Node Type'] === 'Seq Scan').map((plan) => plan['Relation Name'])
    expect({ text, scanned: scanned.filter(isTenants) }).toEqual({ text, scanned: [] })
    const tasks = plans.flatMap((plan) => plan['Distributed Query']?.Job['Task Count'] ?? [])
    expect({ text, tasks: new Set(tasks) }).toEqual({ text, tasks: new Set(isDistributed ? [1] : []) })
  }
})

function tagged(tag: string, value: string): Selector {
  return { kind: 'text', subject: { tag }, test: { kind: 'is', values: [value] } }
}

/** What a call sends, transactions' own statements aside. */
async function statementsOf(run: () => Promise<unknown>) {
  const send = vi.spyOn(Connection.prototype, 'send')
  await run()
  const sent = [...send.mock.calls]
  send.mockRestore()
  return sent.filter(([text]) => !/^(begin|commit|rollback|set transaction .*|select set_config.*)$/.test(text))
}

async function plansOf(text: string, values: readonly unknown[]): Promise<readonly Plan[]> {
  const explained = await home.run(`explain (format json, verbose false) ${text}`, values)
  return nodesOf(explained.rows[0]['QUERY PLAN'][0].Plan)
}

/** A plan's nodes, those of the plans on other machines among them. */
function nodesOf(plan: Plan): readonly Plan[] {
  const remote = plan['Distributed Query']?.Job.Tasks.flatMap((task) => task['Remote Plan'] ?? []).flat() ?? []
  return [plan, ...[...(plan.Plans ?? []), ...remote.map(({ Plan }) => Plan)].flatMap(nodesOf)]
}

/** Whether it is one of the tables that were filled, or a shard of one. */
function isTenants(table: string | undefined): boolean {
  return /^(tag|instance|change)(_\d+)?$/.test(table ?? '')
}
