import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { CommitQueue, type CommitReport } from './commit-queue.ts'
import { noLog, type WriteAheadLog } from './write-ahead-log.ts'

/** A queue on a table of numbers, and what was reported of it. */
function queueOf(beforeCommit: () => void = () => {}, log: Partial<WriteAheadLog> = {}) {
  const database = new Sqlite(':memory:')
  database.exec('create table number (value integer primary key)')
  const insert = database.prepare<[number]>('insert into number values (?)')
  const reports: CommitReport[] = []
  const committed: number[][] = []
  const kept = () => database.prepare<[], number>('select value from number order by value').pluck().all()
  const queue = new CommitQueue(database, {
    beforeBegin() {},
    beforeCommit,
    afterCommit: () => committed.push(kept()),
    log: { ...noLog, ...log },
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
  const writes = bed.reports.map((report) => report.writes)
  expect(Math.max(...writes)).toBeLessThanOrEqual(256)
  expect(writes.reduce((sum, each) => sum + each)).toBe(600)
  expect(bed.kept()).toHaveLength(600)
})

test('a write that takes long makes the next ones wait for a commit of their own', async () => {
  using bed = queueOf()
  const slow = bed.queue.submit(() => {
    const end = performance.now() + 20
    while (performance.now() < end);
    return 'slow'
  })
  expect(await Promise.all([slow, bed.add(1), bed.add(2)])).toEqual(['slow', 1, 2])
  expect(bed.reports.map(({ writes }) => writes)).toEqual([1, 2])
})

test('a transaction that cannot begin refuses its writes, and the next goes on', async () => {
  using bed = queueOf()
  bed.database.exec('begin')
  const settled = await Promise.allSettled([bed.add(1), bed.add(2)])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await bed.add(3)).toBe(3)
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

test('on a full disk each batch is tried once and refused whole, and the next goes on when there is room', async () => {
  using bed = queueOf()
  bed.database.exec('create table text (value text)')
  const [pages] = bed.database.pragma('page_count') as [{ page_count: number }]
  bed.database.pragma(`max_page_count = ${pages.page_count}`)
  let tries = 0
  const fill = bed.database.prepare<[string]>('insert into text values (?)')
  const big = () => bed.queue.submit(() => ++tries && fill.run('x'.repeat(20_000)))
  const settled = await Promise.allSettled([big(), big(), big()])
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(settled[0]).toHaveProperty('reason.code', 'SQLITE_FULL')
  expect(tries).toBeLessThanOrEqual(3)
  expect(bed.database.inTransaction).toBe(false)
  bed.database.pragma('max_page_count = 1000000')
  await big()
  expect(bed.database.prepare('select count(*) from text').pluck().get()).toBe(1)
})

test('a commit that somebody else holds up is refused, not tried for each of its writes', async () => {
  let begun = 0
  using bed = queueOf(() => {
    begun++
    throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' })
  })
  await Promise.allSettled([bed.add(1), bed.add(2), bed.add(3)])
  expect(begun).toBe(1)
})

test('join waits for what was submitted before', async () => {
  using bed = queueOf()
  const added = bed.add(1)
  await bed.queue.join()
  expect(bed.kept()).toEqual([1])
  await added
})

test('what no reader sees is answered once it is synced behind the commit', async () => {
  const synced = Promise.withResolvers<void>()
  using bed = queueOf(undefined, { sync: () => synced.promise })
  let answered = false
  const joined = bed.queue.join().then(() => {
    answered = true
  })
  await new Promise((later) => setTimeout(later, 10))
  expect(bed.reports).toHaveLength(1)
  expect(answered).toBe(false)
  synced.resolve()
  await joined
  expect(answered).toBe(true)
})

test('what no reader sees is synced with its commit if that commit may write back the log', async () => {
  const unsynced = () => Promise.reject(new Error('synced behind'))
  using bed = queueOf(undefined, { sync: unsynced, isCheckpointDue: () => true })
  await bed.queue.join()
  expect(bed.database.pragma('synchronous', { simple: true })).toBe(2)
})

test('what cannot be synced behind the commit is refused', async () => {
  using bed = queueOf(undefined, { sync: () => Promise.reject(new Error('EIO')) })
  await expect(bed.queue.join()).rejects.toThrow('EIO')
})

/** A queue whose syncs behind a commit, commits and rewritings of the log fail as told, and what was done in which order. */
function failingQueue() {
  const failing = { sync: false, commit: false, rewrite: false }
  const steps: string[] = []
  const step = (name: keyof typeof failing) => {
    if (failing[name]) throw Object.assign(new Error(name), { code: 'SQLITE_IOERR_FSYNC' })
    steps.push(name)
  }
  const bed = queueOf(() => step('commit'), {
    async sync() {
      await new Promise((later) => setTimeout(later, 5))
      step('sync')
    },
    rewrite: () => step('rewrite'),
  })
  /** Something is committed, and not yet synced behind. */
  const joining = async () => {
    const joined = bed.queue.join()
    joined.catch(() => {})
    await new Promise((later) => setImmediate(later))
    return { joined }
  }
  return { ...bed, failing, steps, joining }
}

test('after a failed sync the log is rewritten, once, before anything else is committed', async () => {
  using bed = failingQueue()
  bed.failing.sync = true
  await expect(bed.queue.join()).rejects.toThrow('sync')
  await bed.add(1)
  await bed.add(2)
  expect(bed.steps).toEqual(['commit', 'rewrite', 'commit', 'commit'])
})

test('as long as the log cannot be rewritten, nothing is committed', async () => {
  using bed = failingQueue()
  Object.assign(bed.failing, { sync: true, rewrite: true })
  await expect(bed.queue.join()).rejects.toThrow('sync')
  await expect(bed.add(1)).rejects.toThrow('rewrite')
  await expect(bed.queue.join()).rejects.toThrow()
  expect(bed.steps).toEqual(['commit'])
  bed.failing.rewrite = false
  expect(await bed.add(2)).toBe(2)
  expect(bed.kept()).toEqual([2])
})

test('a commit whose fsync fails may take what was not yet synced with it: the log is rewritten', async () => {
  using bed = failingQueue()
  await bed.joining()
  bed.failing.commit = true
  await expect(bed.add(1)).rejects.toThrow('commit')
  bed.failing.commit = false
  await bed.add(2)
  expect(bed.steps).toEqual(['commit', 'rewrite', 'commit'])
})

test('where all before it is synced, a failed commit leaves the log as it is', async () => {
  using bed = failingQueue()
  await bed.queue.join()
  bed.failing.commit = true
  await expect(bed.add(1)).rejects.toThrow('commit')
  bed.failing.commit = false
  await bed.add(2)
  expect(bed.steps).not.toContain('rewrite')
})

test('drain rewrites the log if it cannot be synced', async () => {
  using bed = failingQueue()
  const { joined } = await bed.joining()
  bed.failing.sync = true
  await bed.queue.drain()
  expect(bed.steps).toEqual(['commit', 'rewrite'])
  await expect(joined).rejects.toThrow('sync')
})

test('a transaction that readers see is synced with its commit, after one that was synced behind it too', async () => {
  using bed = queueOf()
  await bed.queue.join()
  await bed.add(1)
  expect(bed.database.pragma('synchronous', { simple: true })).toBe(2)
})

test('drain commits what waits, at once', async () => {
  using bed = queueOf()
  const answers = [bed.add(1), bed.add(2)]
  const drained = bed.queue.drain()
  expect(bed.kept()).toEqual([1, 2])
  await drained
  expect(await Promise.all(answers)).toEqual([1, 2])
  expect(bed.reports).toHaveLength(1)
})

test('a write to a closed database is refused', async () => {
  const bed = queueOf()
  bed.database.close()
  await expect(bed.add(1)).rejects.toThrow('not open')
})
