import { Breaches, type CheckProgress } from '../sql/breaches.ts'
import { type IntegrityCheck, integrityChecks } from '../sql/integrity-checks.ts'
import type { Connection } from './connection.ts'
import { indexProblems } from './index-problems.ts'
import { openUnchanged } from './open-database.ts'
import type { Queries } from './queries.ts'
import { readInPieces } from './read-in-pieces.ts'
import { expectedSchema, type Schema, schemaProblems } from './schema-problems.ts'
import { tellingDamage } from './telling-damage.ts'
import { Transaction } from './transaction.ts'

/** The first checks, which the others would trip over if something is wrong there. */
const neededChecks = 1

/**
 * All that is wrong with a database, a sentence each, at one moment, while nodes write to it. Reads all of it, changes
 * nothing, and holds few rows at a time.
 * @throws StoreError as `openUnchanged`
 */
export async function verifyPostgres(url: string, progress: CheckProgress = () => {}): Promise<readonly string[]> {
  const { connection, version } = await openUnchanged(url)
  try {
    return await findProblems(connection, await expectedSchema(connection, version), progress)
  } finally {
    await connection.close()
  }
}

async function findProblems(
  connection: Connection,
  expected: Schema,
  progress: CheckProgress,
): Promise<readonly string[]> {
  const transaction = new Transaction(connection)
  const checks: readonly (readonly [string, () => Promise<readonly string[]>])[] = [
    ['schema', () => schemaProblems(transaction, expected)],
    ['indexes', () => indexProblems(transaction)],
    ...integrityChecks.map((check) => [check.name, () => breaches(transaction, check)] as const),
  ]
  const problems = new Set<string>()
  try {
    await transaction.run('set transaction isolation level repeatable read, read only')
    // All rows of a cursor are fetched, not the first few as the planner would think.
    await transaction.run('set local cursor_tuple_fraction = 1')
    for (const [done, [name, check]] of checks.entries()) {
      progress(name, done, checks.length)
      const found = await tellingDamage(transaction, (damage) => `the database is damaged: ${damage}`, check)
      for (const problem of found) problems.add(problem)
      if (done < neededChecks && problems.size > 0) break
    }
    return [...problems]
  } finally {
    await transaction.rollback()
  }
}

async function breaches(
  queries: Queries,
  { sql, isBreach = () => true, say }: IntegrityCheck,
): Promise<readonly string[]> {
  const found = new Breaches(say)
  const now = Date.now()
  for await (const rows of readInPieces<Record<string, unknown>>(queries, sql)) {
    for (const row of rows) if (isBreach(row, now)) found.add(row)
  }
  return found.told()
}
