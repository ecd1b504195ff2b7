import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { CommitQueue, type CommitReport } from './commit-queue.ts'

/** A queue on a table of numbers, and what was reported of it. */
function queueOf(beforeCommit: () => void = () => {}) {
  const database = new Sqlite(':memory:')
  database.exec('create table number (value integer primary key)')
  const insert = database.prepare<[number]>('insert into number values (?)')
  const reports: CommitReport[] = []
  const committed: number[][] = []
  const kept = () => database.prepare<[], number>('select value from number order by value').pluck().all()
  const queue = new CommitQueue(database, {
    beforeCommit,
    afterCommit: () => committed.push(kept()),
    report: (report) => reports.push(report),
  })
  const add = (value: number) => queue.submit(() => insert.run(value) && value)
  return { database, queue, add, kept, reports, committed, [Symbol.dispose]: () => database.close() }
}

test('the writes that wait at the same moment share one commit', async () => {
  using bed = queueOf()
  expect(await Promise.all([bed.add(1), bed.add(2), bed.add(3)])).toEqual([1, 2, 3])
  expect(bed.reports).toEqual([{ writes: 3, seconds: expect.any(Number) }])
  expect(bed.committed).toEqual([[1, 2, 3]])
})

test('a write is answered after its commit, not before', async () => {
  using bed = queueOf()
  const answered = bed.add(1).then(() => bed.committed.length)
  expect(bed.committed).toEqual([])
  expect(await answered).toBe(1)
})

test('a later write has a commit of its own', async () => {
  using bed = queueOf()
  await bed.add(1)
  await bed.add(2)
  expect(bed.reports.map(({ writes }) => writes)).toEqual([1, 1])
})

test('more than 256 writes are more than one commit', async () => {
  using bed = queueOf()
  await Promise.all(Array.from({ length: 600 }, (_, value) => bed.add(value)))
  expect(bed.reports.map(({ writes }) => writes)).toEqual([256, 256, 88])
  expect(bed.kept()).toHaveLength(600)
})

test('a write that throws is refused alone, with its own error', async () => {
  using bed = queueOf()
  const settled = await Promise.allSettled([bed.add(1), bed.add(1), bed.add(2)])
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(settled[1]).toHaveProperty('reason.code', 'SQLITE_CONSTRAINT_PRIMARYKEY')
  expect(bed.kept()).toEqual([1, 2])
})

test('nothing of a write that throws halfway is left', async () => {
  using bed = queueOf()
  const half = bed.queue.submit(() => {
    bed.database.exec('insert into number values (7)')
    throw new Error('halfway')
  })
  await expect(half).rejects.toThrow('halfway')
  expect(bed.kept()).toEqual([])
})

test('if the commit fails, every write of it is refused and the next commit goes on', async () => {
  let full = true
  using bed = queueOf(() => {
    if (full) throw new Error('disk full')
  })
  const settled = await Promise.allSettled([bed.add(1), bed.add(2)])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(bed.kept()).toEqual([])
  expect(bed.database.inTransaction).toBe(false)
  full = false
  expect(await bed.add(3)).toBe(3)
  expect(bed.kept()).toEqual([3])
})

test('flush commits what waits, at once', async () => {
  using bed = queueOf()
  const answers = [bed.add(1), bed.add(2)]
  bed.queue.flush()
  expect(bed.kept()).toEqual([1, 2])
  expect(await Promise.all(answers)).toEqual([1, 2])
  expect(bed.reports).toHaveLength(1)
})

test('a write to a closed database is refused', async () => {
  const bed = queueOf()
  bed.database.close()
  await expect(bed.add(1)).rejects.toThrow('not open')
})
