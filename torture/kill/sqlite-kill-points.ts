import Database from 'better-sqlite3'
import { die, dieWithin, pointOfThisCommit } from './kill-switch.ts'

/** Makes a server with the embedded store die at a named point: changes what `prepare` of better-sqlite3 gives it. */

/** Of a commit and of a checkpoint, microseconds: within them the kill comes at a random moment. */
const commitMicroseconds = 2000
const checkpointMicroseconds = 6000

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
  if (text !== 'commit') return statement
  const commit = statement.run.bind(statement) as Run
  const run = () => (commitsAt[pointOfThisCommit() ?? ''] ?? ((run: Run) => run()))(commit, this)
  return Object.assign(statement, { run })
} as typeof prepare
