import { expect, test } from 'vitest'
import { listHistory } from '../list-history.ts'
import { openDatabaseInMemory } from './database-file.ts'
import { History } from './history.ts'

/** The log of a tenant with nine revisions of two rows each, which is looked through five rows at a time. */
function openHistory() {
  const { database, close } = openDatabaseInMemory()
  database.exec(`
    insert into tenant (id, realm, account, name, region, settings, revision) values ('t', '', '', '', '', '{}', 9);
    with recursive revisions (number) as (select 1 union all select number + 1 from revisions where number < 9)
    insert into change (tenant, revision, instance, key, after, actor, operation, request_id, at)
    select 't', number, instance.value, 'k', number, '', '', 'r' || number, number
    from revisions, json_each('["a", "b"]') as instance`)
  return { history: new History(database, 5), [Symbol.dispose]: close }
}

test('a call that has looked at as many rows as it may says how far it came', async () => {
  using bed = openHistory()
  const filter = { tenants: ['t'], requestId: 'r6' }
  const first = await listHistory(bed.history, filter, undefined, 10)
  expect(first).toEqual({ changes: [], next: { tenant: 't', revision: 7, instance: 'b', key: 'k', at: 7 } })
  const second = await listHistory(bed.history, filter, first.next, 10)
  expect(second.changes.map(({ revision, instance }) => [revision, instance])).toEqual([
    [6, 'b'],
    [6, 'a'],
  ])
  expect(second.next).toMatchObject({ revision: 5, instance: 'a' })
})

test('the tags as of a revision with too many rows behind it are not told', () => {
  using bed = openHistory()
  expect(bed.history.tagsAsOf('t', ['a'], 6)).toEqual({ kind: 'history-too-long' })
  expect(bed.history.tagsAsOf('t', ['a'], 7)).toEqual(new Map([['a', { region: '', tags: [] }]]))
})
