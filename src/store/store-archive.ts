/** What a column holds: `json` is the text of a value, `bytes` are hexadecimal digits, `flag` is 0 or 1. */
export type ArchivedKind = 'text' | 'integer' | 'flag' | 'json' | 'bytes'

export type ArchivedValue = string | number | null

/** A table, with its columns in the order in which rows hold them; those of `key` order the rows, by code point. */
export interface ArchivedTable {
  readonly name: string
  readonly key: readonly string[]
  readonly columns: Readonly<Record<string, ArchivedKind>>
}

/** Rows of one table. A table's rows may come in several. */
export interface ArchivedRows {
  readonly table: ArchivedTable
  readonly rows: readonly (readonly ArchivedValue[])[]
}

/** Rows that are exported at a time. */
export const archivedRowsMax = 2000

/** All that a store holds, row by row, to copy it. */
export interface ArchiveSource {
  /** How many rows `export` has, nonces aside. */
  count(): Promise<number>
  /**
   * Every row as of one moment, by table as `archivedTables` has them, and then by key.
   * @param now milliseconds since 1970: nonces that expired before are left out
   */
  export(now: number): AsyncIterable<ArchivedRows>
  close(): Promise<void>
}

/** A store to move rows from or to. While it is open, nobody else may write. */
export interface StoreArchive extends ArchiveSource {
  /** Takes what another archive exports, wholly or not at all. @throws StoreError if the store holds anything already */
  import(rows: AsyncIterable<ArchivedRows>): Promise<void>
}

const [text, integer, flag] = ['text', 'integer', 'flag'] as const

/** Every table of a store, those that others refer to first. Times are milliseconds since 1970. */
export const archivedTables = [
  { name: 'property', key: ['name'], columns: { name: text, value: text } },
  { name: 'account', key: ['realm', 'id'], columns: { realm: text, id: text, name: text } },
  {
    name: 'tenant',
    key: ['id'],
    columns: {
      ...{ id: text, realm: text, account: text, name: text, region: text, settings: text },
      ...{ revision: integer, changed_at: integer },
    },
  },
  {
    name: 'principal',
    key: ['realm', 'account', 'id'],
    columns: {
      ...{ realm: text, account: text, id: text, kind: text, name: text, administrator: flag, enabled: flag },
      ...{ policies: text, password_hash: text, trust: text, session_seconds_max: integer },
    },
  },
  {
    name: 'user_group',
    key: ['realm', 'account', 'name'],
    columns: { realm: text, account: text, name: text, policies: text },
  },
  {
    name: 'group_member',
    key: ['realm', 'account', 'principal', 'user_group'],
    columns: { realm: text, account: text, principal: text, user_group: text },
  },
  {
    name: 'access_key',
    key: ['realm', 'id'],
    columns: {
      ...{ realm: text, id: text, account: text, principal: text, sealed_secret: 'bytes', active: flag },
      ...{ created_at: integer, token_hash: text, expires_at: integer, session: text },
    },
  },
  {
    name: 'token',
    key: ['realm', 'hash'],
    columns: {
      ...{ realm: text, hash: text, account: text, principal: text, tenant: text, methods: text },
      ...{ issued_at: integer, expires_at: integer, access_key: text, session: text },
    },
  },
  {
    name: 'instance',
    key: ['tenant', 'id'],
    columns: {
      ...{ tenant: text, id: text, region: text, name: text, created_at: integer, ready_at: integer },
      ...{ expires_at: integer, details: 'json' },
    },
  },
  {
    name: 'tag',
    key: ['tenant', 'instance', 'key'],
    columns: { tenant: text, instance: text, key: text, value: text, region: text, position: integer },
  },
  {
    name: 'change',
    key: ['tenant', 'revision', 'instance', 'key'],
    columns: {
      ...{ tenant: text, revision: integer, instance: text, key: text, before: text, after: text },
      ...{ actor: text, operation: text, request_id: text, at: integer, region: text },
    },
  },
  {
    name: 'job',
    key: ['tenant', 'id'],
    columns: {
      ...{ tenant: text, id: text, name: text, instance: text, instance_name: text },
      ...{ created_at: integer, ends_at: integer, forget_at: integer },
    },
  },
  {
    name: 'idempotency_token',
    key: ['tenant', 'token'],
    columns: { tenant: text, token: text, digest: text, instance: text, forget_at: integer },
  },
] as const satisfies readonly ArchivedTable[]

/**
 * Nonces come last, by fingerprint: the first 8 bytes of the SHA-256 of each, little-endian, as a signed decimal number;
 * and the second since 1970 at which it may be forgotten. Each store keeps them in a form of its own.
 */
export const archivedNonces = {
  name: 'nonce',
  key: ['fingerprint'],
  columns: { fingerprint: text, expires_at: integer },
} as const satisfies ArchivedTable
