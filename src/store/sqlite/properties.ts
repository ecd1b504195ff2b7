import type { Database } from 'better-sqlite3'

/** Facts about a database as a whole, by name. */
export class Properties {
  readonly #read
  readonly #write

  constructor(database: Database) {
    this.#read = database.prepare<[string], string>('select value from property where name = ?').pluck()
    this.#write = database.prepare<[string, string]>('replace into property (name, value) values (?, ?)')
  }

  read(name: string): string | undefined {
    return this.#read.get(name)
  }

  /** Must run inside a transaction. */
  write(name: string, value: string): void {
    this.#write.run(name, value)
  }
}
