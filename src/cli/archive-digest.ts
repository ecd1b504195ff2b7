import { createHash, type Hash } from 'node:crypto'
import type { ArchivedRows, ArchivedValue } from '../store/store-archive.ts'

interface Table {
  rows: number
  readonly hash: Hash
}

/** What an archive holds, in short: how many rows each table has, a digest of them, and where revisions are not whole. */
export class ArchiveDigest {
  readonly #tables = new Map<string, Table>()
  /** Of each tenant, the revision that it is at, and the last one of its log. */
  readonly #tenants = new Map<ArchivedValue, number>()
  readonly #logged = new Map<ArchivedValue, number>()
  #gaps = 0

  /** Rows come in the order of the archive. */
  add({ table, rows }: ArchivedRows): void {
    const known = this.#tables.get(table.name) ?? { rows: 0, hash: createHash('sha256') }
    this.#tables.set(table.name, known)
    known.rows += rows.length
    for (const row of rows) known.hash.update(JSON.stringify(row))
    if (table.name !== 'tenant' && table.name !== 'change') return
    const [owner, revision] = [table.name === 'tenant' ? 'id' : 'tenant', 'revision'].map((column) =>
      Object.keys(table.columns).indexOf(column),
    ) as [number, number]
    const follow = table.name === 'tenant' ? this.#addTenant.bind(this) : this.#addChange.bind(this)
    for (const row of rows) follow(row[owner] ?? null, Number(row[revision]))
  }

  /** `12 rows in 3 tables`. */
  summary(): string {
    const rows = [...this.#tables.values()].reduce((sum, table) => sum + table.rows, 0)
    return `${rows.toLocaleString('en')} rows in ${this.#tables.size} tables`
  }

  /** Tenants and places in the change log where revisions are not whole. */
  gaps(): number {
    const unlike = [...this.#tenants].filter(([tenant, revision]) => revision !== (this.#logged.get(tenant) ?? 0))
    return this.#gaps + unlike.length
  }

  /** The tables that `copy` has otherwise. */
  differences(copy: ArchiveDigest): readonly string[] {
    const tables = new Set([...this.#tables.keys(), ...copy.#tables.keys()])
    return [...tables].filter((name) => !isSame(this.#tables.get(name), copy.#tables.get(name)))
  }

  #addTenant(tenant: ArchivedValue, revision: number): void {
    this.#tenants.set(tenant, revision)
  }

  #addChange(tenant: ArchivedValue, revision: number): void {
    const before = this.#logged.get(tenant) ?? 0
    if (revision !== before && revision !== before + 1) this.#gaps++
    this.#logged.set(tenant, revision)
  }
}

function isSame(one: Table | undefined, other: Table | undefined): boolean {
  return one !== undefined && other !== undefined && one.rows === other.rows && digest(one) === digest(other)
}

function digest({ hash }: Table): string {
  return hash.copy().digest('hex')
}
