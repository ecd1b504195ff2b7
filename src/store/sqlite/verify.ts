import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { Breaches, type CheckProgress } from '../sql/breaches.ts'
import { type IntegrityCheck, integrityChecks } from '../sql/integrity-checks.ts'
import { StoreError } from '../store-error.ts'
import { assertNotLeftBehind } from './left-behind.ts'
import { applicationId, migrations } from './schema.ts'

/** ANALYZE leaves tables, in whose hands soever: they tell the planner what to expect, and nobody anything else. */
const isNoStatistics = "name not glob 'sqlite_stat[134]'"

interface SchemaRow {
  type: string
  name: string
  sql: string | null
}

/**
 * All that is wrong with the database of a data folder, a sentence each; a server may be using it meanwhile, and then
 * one moment of it is checked. Reads all of it.
 * @throws StoreError if there is none, it is not ours, or it is empty beside its log
 */
export function verifyDatabase(folder: string, progress: CheckProgress = () => {}): readonly string[] {
  const path = join(folder, 'tagplane.db')
  if (!existsSync(path)) throw new StoreError(`There is no data in ${folder}; give the folder with --data`)
  assertNotLeftBehind({ path, folder, keyComesFirst: true })
  const database = new Sqlite(path, { fileMustExist: true })
  try {
    database.pragma('query_only = on')
    return findProblems(database, path, progress)
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) {
      return [`${path} cannot be read: ${error.message}`]
    }
    throw error
  } finally {
    database.close()
  }
}

function findProblems(database: Database, path: string, progress: CheckProgress): readonly string[] {
  database.exec('begin')
  const checks: readonly (readonly [string, () => readonly string[]])[] = [
    ['pages and indexes', () => physicalProblems(database)],
    ['schema', () => schemaProblems(database, path)],
    ...integrityChecks.map((check) => [check.name, () => breaches(database, check)] as const),
  ]
  const problems: string[] = []
  for (const [done, [name, check]] of checks.entries()) {
    progress(name, done, checks.length)
    problems.push(...check())
    if (done < 2 && problems.length > 0) break // what follows would trip over it
  }
  return problems
}

function physicalProblems(database: Database): readonly string[] {
  const found = database.prepare<[], string>('pragma integrity_check').pluck().all()
  return found.filter((line) => line !== 'ok').map((line) => `the file is damaged: ${line}`)
}

/** The schema must be what the migrations make, index for index. */
function schemaProblems(database: Database, path: string): readonly string[] {
  if (database.pragma('application_id', { simple: true }) !== applicationId) {
    throw new StoreError(`${path} is not a Tagplane data file`)
  }
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > migrations.length) {
    throw new StoreError(`${path} was written by a newer Tagplane (schema ${version}); check it with that one`)
  }
  const expected = schemaAfter(migrations.slice(0, version))
  const found = schemaOf(database)
  const names = [...new Set([...expected.keys(), ...found.keys()])]
  return names
    .filter((name) => expected.get(name) !== found.get(name))
    .map((name) => `the schema of ${name} is ${found.has(name) ? 'not as this program makes it' : 'missing'}`)
}

function schemaAfter(steps: readonly string[]): ReadonlyMap<string, string> {
  const fresh = new Sqlite(':memory:')
  for (const step of steps) fresh.exec(step)
  const schema = schemaOf(fresh)
  fresh.close()
  return schema
}

function schemaOf(database: Database): ReadonlyMap<string, string> {
  const rows = database
    .prepare<[], SchemaRow>(`select type, name, sql from sqlite_schema where ${isNoStatistics}`)
    .all()
  return new Map(rows.map(({ type, name, sql }) => [`${type} ${name}`, sql ?? '']))
}

function breaches(database: Database, { sql, isBreach = () => true, say }: IntegrityCheck): readonly string[] {
  const found = new Breaches(say)
  const now = Date.now()
  for (const row of database.prepare<[], Record<string, unknown>>(sql).iterate()) {
    if (isBreach(row, now)) found.add(row)
  }
  return found.told()
}
