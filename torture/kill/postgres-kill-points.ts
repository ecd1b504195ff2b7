import pg from 'pg'
import { die, dieWithin, pointOfThisCommit } from './kill-switch.ts'

/**
 * Makes a node on PostgreSQL die at a named point of a statement that changes tags or spends nonces, each of which is a
 * transaction of its own: changes what `query` of pg does.
 */

/** Of a statement, from its sending to its answer, microseconds: within them the kill comes at a random moment. */
const commitMicroseconds = 3000
const commits = /^select (change_tags|spend_nonces)\(/

type Query = (this: pg.Client, query: { readonly text: string }, answered: (...answer: unknown[]) => void) => unknown

const query = pg.Client.prototype.query as unknown as Query

/** What the statement is at each point. */
const queriesAt: Readonly<Record<string, Query>> = {
  'before-commit': die,
  'inside-commit'(statement, answered) {
    dieWithin(commitMicroseconds)
    return query.call(this, statement, answered)
  },
  'after-commit'(statement) {
    return query.call(this, statement, die)
  },
}

const killable: Query = function (statement, answered) {
  const point = commits.test(statement.text) ? pointOfThisCommit() : undefined
  return (queriesAt[point ?? ''] ?? query).call(this, statement, answered)
}
pg.Client.prototype.query = killable as unknown as typeof pg.Client.prototype.query
