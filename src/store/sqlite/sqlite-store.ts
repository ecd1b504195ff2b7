import type { Principal } from '../identity.ts'
import type { Store, StoreContents } from '../store.ts'
import { CommitQueue, type CommitReport } from './commit-queue.ts'
import { type DatabaseFile, openDatabaseFile, openDatabaseInMemory } from './database-file.ts'
import { Identities } from './identities.ts'
import { Instances } from './instances.ts'
import { Nonces } from './nonces.ts'
import { Tags } from './tags.ts'

/** An expired token is still known for a day, so that its bearer is told to renew it. */
const expiredTokenLifeMs = 24 * 3_600_000

export interface SqliteStoreOptions {
  /** The clock, milliseconds since 1970. */
  readonly now: () => number
  /** Told of every commit, for the figures. */
  readonly onCommit?: (report: CommitReport) => void
}

/**
 * The embedded store: one SQLite file, WAL, every commit synced. One process owns the data folder.
 * @throws StoreError if the folder cannot be used; the message is for the person who started the server
 */
export function openSqliteStore(folder: string, options: SqliteStoreOptions): Store {
  return storeOn(openDatabaseFile(folder), options)
}

/** The same store in memory, for tests that need no file. */
export function openSqliteStoreInMemory(options: SqliteStoreOptions): Store {
  return storeOn(openDatabaseInMemory(), options)
}

function storeOn({ database, close }: DatabaseFile, { now, onCommit = () => {} }: SqliteStoreOptions): Store {
  const tags = new Tags(database)
  const instances = new Instances(database, tags)
  const identities = new Identities(database)
  const nonces = new Nonces(database, now())
  const commits = new CommitQueue(database, {
    beforeCommit: () => nonces.write(now()),
    afterCommit: () => nonces.written(),
    report: onCommit,
  })
  const loadedDigest = database.prepare<[], string>("select value from meta where name = 'seed'").pluck()
  const rememberDigest = database.prepare<[string]>("insert into meta (name, value) values ('seed', ?)")
  const touch = database.prepare<[string]>("replace into meta (name, value) values ('probed', ?)")
  const holdsSomething = database.prepare('select 1 from account limit 1').pluck()

  function compare(digest: string): 'empty' | 'same' | 'other' {
    const loaded = loadedDigest.get()
    if (loaded === undefined && !holdsSomething.get()) return 'empty'
    return loaded === digest ? 'same' : 'other'
  }

  function fill(contents: StoreContents, digest: string): void {
    const passwords = new Map(contents.passwords.map((holder) => [nameOf(holder.principal), holder.passwordHash]))
    for (const account of contents.accounts) identities.addAccount(account)
    for (const tenant of contents.tenants) identities.addTenant(tenant)
    for (const principal of contents.principals) identities.addPrincipal(principal, passwords.get(nameOf(principal)))
    for (const key of contents.accessKeys) identities.addAccessKey(key)
    const provenance = { actor: 'tagplane', operation: 'load', requestId: digest.slice(0, 32), at: now() }
    for (const instance of contents.instances) instances.insert(instance, provenance)
    rememberDigest.run(digest)
  }

  return {
    tagsOf: async (tenant, region, ids) => tags.of(tenant, region, ids),
    findInstance: async (tenant, id) => instances.find(tenant, id),
    listInstances: async (tenant, filter, page) => ({
      instances: instances.list(tenant, filter, page),
      total: instances.count(tenant, filter),
    }),
    countInstances: async (tenant, filter) => instances.count(tenant, filter),
    listAttachedTags: async (filter, after, limit) => instances.listAttachedTags(filter, after, limit),
    listDistinctTags: async (tenant, region, after, limit) => tags.distinct(tenant, region, after, limit),
    findJob: async (tenant, id) => instances.findJob(tenant, id),
    readChanges: async (tenant, after, limit) => tags.changes(tenant, after, limit),

    listAccounts: async (realm) => identities.accounts(realm),
    listTenants: async (realm, account) => identities.tenants(realm, account),
    findTenant: async (realm, id) => identities.tenant(realm, id),
    listPrincipals: async (realm, account) => identities.principals(realm, account),
    findAccessKey: async (realm, id) => identities.accessKey(realm, id),
    findPasswordHolder: async (realm, account, by) => identities.passwordHolder(realm, account, by),
    findToken: async (realm, hash) => identities.token(realm, hash),

    changeTags: (change) => commits.submit(() => tags.change(change)),
    createInstance: (creation) => commits.submit(() => instances.create(creation)),
    deleteInstance: (deletion) => commits.submit(() => instances.delete(deletion)),
    updateInstance: (update) => commits.submit(() => instances.update(update)),

    async spendNonce(nonce, at, expiresAt) {
      if (!nonces.spend(nonce, at, expiresAt)) return false
      return commits.submit(() => true)
    },
    saveToken: (token) =>
      commits.submit(() => {
        identities.removeTokensExpiredBefore(now() - expiredTokenLifeMs)
        identities.addToken(token)
      }),

    async load(digest, contents) {
      const before = compare(digest)
      if (before !== 'empty') return before
      const found = await contents()
      return commits.submit(() => {
        const met = compare(digest)
        if (met !== 'empty') return met
        fill(found, digest)
        return 'loaded'
      })
    },
    probe: () => commits.submit(() => touch.run(String(now()))).then(() => {}),
    async close() {
      commits.flush()
      close()
    },
  }
}

function nameOf({ realm, account, id }: Principal): string {
  return `${realm}/${account}/${id}`
}
