import assert from 'node:assert/strict'
import { SearchQueue } from '../sql/search/search-queue.ts'
import type { Store } from '../store.ts'
import { Accounts } from './accounts.ts'
import { AttachedTags } from './attached-tags.ts'
import { ChangeLog } from './change-log.ts'
import { CommitQueue, type CommitReport } from './commit-queue.ts'
import { Credentials } from './credentials.ts'
import { type DatabaseFile, type DatabaseFileOptions, openDatabaseFile, openDatabaseInMemory } from './database-file.ts'
import { Generation } from './generation.ts'
import { IdentityChanges } from './identity-changes.ts'
import { Instances } from './instances.ts'
import { Loading } from './loading.ts'
import { Nonces } from './nonces.ts'
import { Principals } from './principals.ts'
import { Properties } from './properties.ts'
import { readerJobs } from './reader-jobs.ts'
import { ReaderThread } from './reader-thread.ts'
import { Revisions } from './revisions.ts'
import type { SearchAnswer, SearchRequest } from './search-reader.ts'
import { Tags } from './tags.ts'
import { refusingIllDisk } from './unavailable.ts'

/** An expired token or key is still known for a day, so that its bearer is told to renew it. */
const expiredLifeMs = 24 * 3_600_000

export interface SqliteStoreOptions extends DatabaseFileOptions {
  /** The clock, milliseconds since 1970. */
  readonly now: () => number
  /** Told of every commit, for the figures. */
  readonly onCommit?: (report: CommitReport) => void
}

/**
 * The embedded store: one SQLite file, WAL, every commit synced. One process owns the data folder; commands may share
 * it, for all but nonces, which only the owner remembers. What a full or failing disk keeps from being done is refused as
 * `StoreUnavailable`.
 * @throws StoreError if the folder cannot be used; the message is for the person who started the server or the command
 */
export function openSqliteStore(folder: string, options: SqliteStoreOptions): Store {
  return refusingIllDisk(storeOn(openDatabaseFile(folder, options), options))
}

/** The same store in memory, for tests that need no file. */
export function openSqliteStoreInMemory(options: SqliteStoreOptions): Store {
  return storeOn(openDatabaseInMemory(), options)
}

function storeOn(file: DatabaseFile, options: SqliteStoreOptions): Store {
  const { database, close } = file
  const { now, onCommit = () => {}, sharing = false } = options
  const revisions = new Revisions(database)
  const log = new ChangeLog(database, revisions)
  const tags = new Tags(database, log)
  const attachedTags = new AttachedTags(database)
  const instances = new Instances(database, tags)
  const generation = new Generation(database)
  const accounts = new Accounts(database, generation)
  const principals = new Principals(database, generation)
  const credentials = new Credentials(database, generation, principals)
  const identityChanges = new IdentityChanges(database, accounts, principals, credentials)
  const properties = new Properties(database)
  const loading = new Loading({ accounts, principals, credentials, instances, properties })
  const thread = database.memory ? undefined : new ReaderThread(database.name)
  const reads = thread?.jobs ?? readerJobs(database)
  // The one queue of the thread: what waits elsewhere would not count in the time of a read.
  const queue = new SearchQueue(1)
  const search = <Request extends SearchRequest>(request: Request) =>
    queue.run<SearchAnswer<Request>>((msLeft) => reads.search(msLeft, request))
  const nonces = sharing ? undefined : new Nonces(database, now())
  const commits = new CommitQueue(database, {
    beforeBegin: file.assertInPlace,
    beforeCommit: () => nonces?.write(now()),
    afterCommit: () => nonces?.written(),
    log: file.log,
    report: onCommit,
  })

  return {
    tagsOf: async (tenant, region, ids) => tags.of(tenant, region, ids),
    findInstance: async (tenant, id) => instances.find(tenant, id),
    listInstances: async (tenant, filter, page) => ({
      instances: instances.list(tenant, filter, page),
      total: instances.count(tenant, filter),
    }),
    countInstances: async (tenant, filter) => instances.count(tenant, filter),
    listAttachedTags: async (filter, after, limit) => attachedTags.list(filter, after, limit),
    listDistinctTags: async (tenant, region, after, limit) => tags.distinct(tenant, region, after, limit),
    searchInstances: (asked) => search({ kind: 'instances', search: asked }),
    countTagKeys: (filter, counted) => search({ kind: 'keys', filter, counted }),
    countTagValues: (filter, key, counted) => search({ kind: 'values', filter, key, counted }),
    findJob: async (tenant, id) => instances.findJob(tenant, id),
    readChanges: async (tenant, after, limit) => log.read(tenant, after, limit),
    revisionOf: async (tenant) => revisions.of(tenant),
    revisionAt: async (tenant, time) => revisions.at(tenant, time),
    listChanges: (...asked) => queue.run((msLeft) => reads.listChanges(msLeft, ...asked)),
    tagsAsOf: (...asked) => queue.run((msLeft) => reads.tagsAsOf(msLeft, ...asked)),

    listAccounts: async (realm) => accounts.list(realm),
    listTenants: async (realm, account) => accounts.tenants(realm, account),
    findTenant: async (realm, id) => accounts.tenant(realm, id),
    listPrincipals: async (realm, account) => principals.list(realm, account),
    findPrincipal: async (name) => principals.named(name),
    listGroups: async (realm, account) => principals.groups(realm, account),
    findPasswordHolder: async (realm, account, by) => principals.passwordHolder(realm, account, by),
    listAccessKeys: async (realm, account) => credentials.accessKeys(realm, account),
    findAccessKey: async (realm, id) => credentials.accessKey(realm, id),
    findToken: async (realm, hash) => credentials.token(realm, hash),

    changeTags: (change, refuses) =>
      commits.submit(() => (refuses ? instances.changeTags(change, refuses) : tags.change(change))),
    createInstance: (creation) => commits.submit(() => instances.create(creation)),
    deleteInstance: (deletion) => commits.submit(() => instances.delete(deletion)),
    updateInstance: (update) => commits.submit(() => instances.update(update)),

    async spendNonce(nonce, at, expiresAt) {
      assert(nonces, 'A store that shares its folder remembers no nonces')
      if (!nonces.spend(nonce, at, expiresAt)) return false
      await commits.join()
      return true
    },
    saveToken: (token) =>
      commits.submit(() => {
        credentials.removeExpiredBefore(now() - expiredLifeMs)
        credentials.addToken(token)
      }),
    changeIdentities: (change) =>
      commits.submit(() => {
        credentials.removeExpiredBefore(now() - expiredLifeMs)
        const outcome = identityChanges.apply(change)
        // A new key is nothing that could have been read before; they are made often.
        if (change.kind !== 'add-access-key') generation.advance()
        return outcome
      }),

    async load(digest, contents) {
      const before = loading.compare(digest)
      if (before !== 'empty') return before
      const found = await contents()
      return commits.submit(() => {
        const met = loading.compare(digest)
        if (met !== 'empty') return met
        loading.fill(found, digest, now())
        return 'loaded'
      })
    },
    readProperty: async (name) => properties.read(name),
    claimProperty: (name, value) => commits.submit(() => properties.claim(name, value)),
    probe: () => commits.submit(() => properties.write('probed', String(now()))),
    async close() {
      await commits.drain()
      await thread?.close()
      close()
    },
  }
}
