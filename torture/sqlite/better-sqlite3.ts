import { loadSqlite, type WasmDatabase, type WasmStatement } from './load-sqlite.ts'
import { machine } from './machine.ts'

/** The part of better-sqlite3 that the store uses, over SQLite in WebAssembly on the simulated disk. */

type Value = null | number | bigint | string | Uint8Array
type Row = Record<string, Value>
type Parameters = readonly (Value | Row)[]

const messages: readonly (readonly [text: string, code: string])[] = [
  ['disk I/O error', 'SQLITE_IOERR'],
  ['disk is full', 'SQLITE_FULL'],
  ['is locked', 'SQLITE_BUSY'],
  ['malformed', 'SQLITE_CORRUPT'],
  ['not a database', 'SQLITE_NOTADB'],
  ['readonly', 'SQLITE_READONLY'],
  ['ould not open', 'SQLITE_CANTOPEN'],
  ['unable to open', 'SQLITE_CANTOPEN'],
  ['constraint failed', 'SQLITE_CONSTRAINT'],
]

/** Runs `work`, and gives what it throws the code that better-sqlite3 gives it. */
function withCode<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const text = String((error as Error).message)
    const code = messages.find(([part]) => text.includes(part))?.[1]
    throw code === undefined ? error : Object.assign(new Error(text), { code })
  }
}

class Statement {
  readonly #statement: WasmStatement
  #shape: 'object' | 'array' | 'value' = 'object'

  constructor(statement: WasmStatement) {
    this.#statement = statement
  }

  raw(): this {
    this.#shape = 'array'
    return this
  }

  pluck(): this {
    this.#shape = 'value'
    return this
  }

  run(...parameters: Parameters) {
    return this.#withReset(() => this.#statement.run(bound(parameters)))
  }

  all(...parameters: Parameters): unknown[] {
    return this.#withReset(() => this.#statement.all(bound(parameters))).map((row) => this.#shaped(row as Row))
  }

  /** All rows are read: a statement that stops halfway would keep the database locked. */
  get(...parameters: Parameters): unknown {
    return this.all(...parameters)[0]
  }

  iterate(...parameters: Parameters): Iterator<unknown> {
    return this.all(...parameters).values()
  }

  finalize(): void {
    this.#statement.finalize()
  }

  /** What failed is told once: a statement that is not reset tells it again when it is next used. */
  #withReset<Result>(work: () => Result): Result {
    try {
      return withCode(work)
    } catch (error) {
      ;(this.#statement as WasmStatement & { _reset(): boolean })._reset()
      throw error
    }
  }

  #shaped(row: Row): unknown {
    const values = Object.entries(row).map(([name, value]) => [name, toNode(value)] as const)
    if (this.#shape === 'object') return Object.fromEntries(values)
    return this.#shape === 'array' ? values.map(([, value]) => value) : values[0]?.[1]
  }
}

function toNode(value: Value): unknown {
  return value instanceof Uint8Array ? Buffer.from(value) : value
}

/** better-sqlite3 takes names without the `@` that stands before them in the statement. */
function bound(parameters: Parameters): Value[] | Row {
  const [first] = parameters
  const isNamed = typeof first === 'object' && first !== null && !(first instanceof Uint8Array)
  if (!isNamed) return parameters as Value[]
  return Object.fromEntries(Object.entries(first).map(([name, value]) => [`@${name}`, value]))
}

/** A database that no other process opens: SQLite in WebAssembly has no shared memory for the index of the log. */
export default class Database {
  readonly #database: WasmDatabase
  readonly #statements: Statement[] = []

  constructor(path: string) {
    const { disk, random } = machine()
    this.#database = withCode(() => new (loadSqlite(disk, random).Database)(path))
    this.exec('pragma locking_mode = exclusive')
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction
  }

  prepare(sql: string): Statement {
    const statement = new Statement(withCode(() => this.#database.prepare(sql)))
    this.#statements.push(statement)
    return statement
  }

  exec(sql: string): void {
    withCode(() => this.#database.exec(sql))
  }

  pragma(text: string, { simple = false } = {}): unknown {
    const { sabotage, checkpointPages } = machine()
    const isNormal = sabotage === 'synchronous-normal'
    if (isNormal && simple && text === 'synchronous') return 2
    const wanted = text
      .replace(/^synchronous = full$/, isNormal ? 'synchronous = normal' : text)
      .replace(/^wal_autocheckpoint = .*/, `wal_autocheckpoint = ${checkpointPages}`)
    const rows = withCode(() => this.#database.all(`pragma ${wanted}`))
    return simple ? Object.values(rows[0] ?? {})[0] : rows
  }

  transaction(work: () => void): () => void {
    return () => {
      this.exec('begin')
      try {
        work()
        this.exec('commit')
      } catch (error) {
        if (this.inTransaction) this.exec('rollback')
        throw error
      }
    }
  }

  close(): void {
    if (!this.#database.isOpen) return
    for (const statement of this.#statements.splice(0)) statement.finalize()
    withCode(() => this.#database.close())
  }
}
