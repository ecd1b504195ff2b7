import { Worker } from 'node:worker_threads'
import Database from 'better-sqlite3'

/**
 * Loaded into a server with `--import`, to kill it at a named point of a commit. It changes what `prepare` and `pragma`
 * of better-sqlite3 give the server, which knows nothing of it.
 */

/** Set to one of these for the server to be killed, with the number of commits before. */
const point = process.env.TAGPLANE_TORTURE_POINT
const commitsBefore = Number(process.env.TAGPLANE_TORTURE_COMMITS)
/** Of a commit and of a checkpoint, microseconds: within them the kill comes at a random moment. */
const commitMicroseconds = 2000
const checkpointMicroseconds = 6000

let commits = 0

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** A thread that kills the process while this one is inside SQLite. */
const waiting = new Int32Array(new SharedArrayBuffer(4))
const source = `
  const { waiting } = require('node:worker_threads').workerData
  Atomics.wait(waiting, 0, 0)
  const end = process.hrtime.bigint() + BigInt(Atomics.load(waiting, 0)) * 1000n
  while (process.hrtime.bigint() < end);
  process.kill(process.pid, 'SIGKILL')`
new Worker(source, { eval: true, workerData: { waiting } }).unref()

function dieWithin(microseconds: number): void {
  Atomics.store(waiting, 0, 1 + Math.floor(Math.random() * microseconds))
  Atomics.notify(waiting, 0)
}

type Run = () => unknown

/** What a commit is at each point. */
const commitsAt: Readonly<Record<string, (commit: Run, database: Database.Database) => unknown>> = {
  'before-commit': die,
  'inside-commit': (commit) => {
    dieWithin(commitMicroseconds)
    return commit()
  },
  'after-commit': (commit) => {
    commit()
    die()
  },
  'inside-checkpoint': (commit, database) => {
    commit()
    dieWithin(checkpointMicroseconds)
    database.pragma('wal_checkpoint(passive)')
  },
}

const { prepare } = Database.prototype
Database.prototype.prepare = function prepareKillable(this: Database.Database, text: string) {
  const statement = prepare.call(this, text)
  const commitAt = commitsAt[point ?? '']
  if (text !== 'commit' || !commitAt) return statement
  const commit = statement.run.bind(statement) as Run
  const run = () => (++commits > commitsBefore ? commitAt(commit, this) : commit())
  return Object.assign(statement, { run })
} as typeof prepare
