/** What a client asked for, and what it knows of the outcome. Ids of instances are unique over both clouds. */
export interface Attempt {
  /** Which client: each makes one attempt at a time, on tag keys that are its own. */
  readonly client: number
  readonly tenant: string
  readonly instances: readonly string[]
  /** Tags to attach to each instance, or keys to remove from each. */
  readonly change: { readonly set: Readonly<Record<string, string>> } | { readonly unset: readonly string[] }
  /**
   * The request id of the success that was answered, true if the client does not tell it; undefined if the server died
   * before it answered.
   */
  readonly acknowledged: string | true | undefined
}

/** A row of the change log. */
export interface LogRow {
  readonly tenant: string
  readonly revision: number
  readonly instance: string
  readonly key: string
  readonly before: string | null
  readonly after: string | null
  readonly requestId: string
}

export interface StoredTag {
  readonly instance: string
  readonly key: string
  readonly value: string
}

/** What lies on disk. */
export interface Disk {
  /** By tenant. */
  readonly revisions: ReadonlyMap<string, number>
  /** The rows written since the state before, by tenant and then revision. */
  readonly log: readonly LogRow[]
  readonly tags: readonly StoredTag[]
}

/** Where the change log leads: the last revision of each tenant, and the tags of each instance. */
export interface State {
  readonly revisions: ReadonlyMap<string, number>
  readonly tags: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export const emptyState: State = { revisions: new Map(), tags: new Map() }
