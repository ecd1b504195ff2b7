import type { Database } from 'better-sqlite3'

/** Facts about a database as a whole, by name. */
export class Properties {
  readonly #read
  readonly #write

  constructor(database: Database) {
    this.#read = database.prepare<[string], string>('select value from property where name = ?').pluck()
    this.#write = database.prepare<[string, string]>('replace into property (name, value) values (?, ?)')
  }

  /** Writes it where there is none. @returns what is there. Must run inside a transaction. */
  claim(name: string, value: string): string {
    const found = this.read(name)
    if (found !== undefined) return found
    this.write(name, value)
    return value
  }

  read(name: string): string | undefined {
    return this.#read.get(name)
  }

  /** Must run inside a transaction. */
  write(name: string, value: string): void {
    this.#write.run(name, value)
  }
}
