import { expect, test } from 'vitest'
import { openDatabaseInMemory } from './database-file.ts'
import { Revisions } from './revisions.ts'

test('the rows after a revision are counted for one tenant, as far as is asked', () => {
  const { database, close } = openDatabaseInMemory()
  const insert = database.prepare(
    `insert into change (tenant, revision, instance, key, actor, operation, request_id, at)
     values (?, ?, 'a', ?, '', '', '', 0)`,
  )
  for (const tenant of ['t1', 't2', 't3']) for (const key of ['k', 'l', 'm']) insert.run(tenant, 2, key)
  const revisions = new Revisions(database)
  expect([0, 1, 2, 3, 4].map((count) => revisions.hasMoreAfter('t2', 1, count))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
  expect(revisions.hasMoreAfter('t2', 2, 0)).toBe(false)
  close()
})
