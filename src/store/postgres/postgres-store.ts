import type { TenantId } from '../../tags/tag.ts'
import type { Rejection, TagChange } from '../../tags/tag-change.ts'
import type { IdentityOutcome } from '../identity-change.ts'
import { searchLimits } from '../search.ts'
import type { AppliedChange, Store } from '../store.ts'
import { Accounts } from './accounts.ts'
import { listAttachedTags } from './attached-tags.ts'
import { readChanges } from './change-log.ts'
import { connect } from './connection.ts'
import { Connections } from './connections.ts'
import { Credentials } from './credentials.ts'
import { Generation } from './generation.ts'
import { revisionAt, revisionOf } from './history.ts'
import { IdentityChanges } from './identity-changes.ts'
import {
  changeTagsGuarded,
  countInstances,
  createInstance,
  deleteInstance,
  findInstance,
  listInstances,
  updateInstance,
} from './instances.ts'
import { findJob } from './jobs.ts'
import { Loading } from './loading.ts'
import { Nonces, type SpentNonce } from './nonces.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { Principals } from './principals.ts'
import { probe } from './probe.ts'
import { claimProperty, readProperty } from './properties.ts'
import { Searches, searchConnections } from './searches.ts'
import { changeTags, readDistinctTags, readTags } from './tags.ts'
import type { Transaction } from './transaction.ts'
import { type CommitReport, WriteQueue } from './write-queue.ts'

/** An expired token or key is still known for a day, so that its bearer is told to renew it. */
const expiredLifeMs = 24 * 3_600_000

const countGeneration = 'update identity_generation set number = number + 1 returning number'
const lockGeneration = 'select number from identity_generation for update'

export interface PostgresStoreOptions {
  /** The clock, milliseconds since 1970. */
  readonly now: () => number
  /** Connections that one node makes at most, 2 or more, beside those of searches and histories. */
  readonly poolSize: number
  /** How long a statement may take, milliseconds. */
  readonly statementMsMax: number
  /** Told of every commit, for the figures. */
  readonly onCommit?: (report: CommitReport) => void
}

/**
 * The store of several nodes: one PostgreSQL, or Citus, that all of them use.
 * @param url `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, with several hosts parted by commas where one may take the
 *   place of another
 * @throws StoreError if it cannot be used; the message is for the person who started the server
 */
export async function openPostgresStore(url: string, options: PostgresStoreOptions): Promise<Store> {
  const { connection, servers, ...layout } = await openDatabase(url)
  await connection.close()
  const { poolSize, statementMsMax } = options
  const connections = new Connections(() => connect(servers, statementMsMax), poolSize, statementMsMax)
  const { msMax } = searchLimits
  const searches = new Searches(new Connections(() => connect(servers, msMax), searchConnections, msMax))
  return storeOn(connections, searches, layout, options)
}

function storeOn(
  connections: Connections,
  searches: Searches,
  { isDistributed, bucketCount }: Pick<OpenDatabase, 'isDistributed' | 'bucketCount'>,
  { poolSize, now, onCommit = () => {} }: PostgresStoreOptions,
): Store {
  const generation = new Generation(connections)
  const accounts = new Accounts(connections, generation)
  const principals = new Principals(connections, generation)
  const credentials = new Credentials(connections, generation, principals)
  const identityChanges = new IdentityChanges(accounts, principals, credentials)
  const loading = new Loading({ accounts, principals, credentials })
  const nonces = new Nonces(bucketCount)
  const groupOf = (tenant: TenantId) => (isDistributed ? tenant : groupOfTenant(tenant, poolSize >> 1))

  const changes = new WriteQueue<TagChange, AppliedChange | Rejection>(
    (_group, items) => connections.write((queries) => changeTags(queries, items)),
    onCommit,
  )
  const spending = new WriteQueue<SpentNonce, boolean>(
    (bucket, items) => connections.write((queries) => nonces.spend(queries, bucket, items)),
    onCommit,
  )
  const inTurn = <Result>(tenant: TenantId, work: (transaction: Transaction) => Promise<Result>) =>
    changes.alone(groupOf(tenant), () => connections.transaction(work))

  return {
    tagsOf: (tenant, region, ids) => readTags(connections, tenant, region, ids),
    findInstance: (tenant, id) => findInstance(connections, tenant, id),
    listInstances: (tenant, filter, page) => listInstances(connections, tenant, filter, page),
    countInstances: (tenant, filter) => countInstances(connections, tenant, filter),
    listAttachedTags: (filter, after, limit) => listAttachedTags(connections, filter, after, limit),
    listDistinctTags: (tenant, region, after, limit) => readDistinctTags(connections, tenant, region, after, limit),
    searchInstances: (search) => searches.instances(search),
    countTagKeys: (filter, counted) => searches.countKeys(filter, counted),
    countTagValues: (filter, key, counted) => searches.countValues(filter, key, counted),
    findJob: (tenant, id) => findJob(connections, tenant, id),
    readChanges: (tenant, after, limit) => readChanges(connections, tenant, after, limit),
    revisionOf: (tenant) => revisionOf(connections, tenant),
    revisionAt: (tenant, time) => revisionAt(connections, tenant, time),
    listChanges: (...asked) => searches.changes(...asked),
    tagsAsOf: (...asked) => searches.tagsAsOf(...asked),

    listAccounts: (realm) => accounts.list(realm),
    listTenants: (realm, account) => accounts.tenants(realm, account),
    findTenant: (realm, id) => accounts.tenant(realm, id),
    listPrincipals: (realm, account) => principals.list(realm, account),
    findPrincipal: (name) => principals.named(connections, name),
    listGroups: (realm, account) => principals.groups(connections, realm, account),
    findPasswordHolder: (realm, account, by) => principals.passwordHolder(realm, account, by),
    listAccessKeys: (realm, account) => credentials.accessKeys(realm, account),
    findAccessKey: (realm, id) => credentials.accessKey(realm, id),
    findToken: (realm, hash) => credentials.token(realm, hash),

    changeTags: (change, refuses) =>
      refuses
        ? inTurn(change.tenant, (transaction) => changeTagsGuarded(transaction, change, refuses))
        : changes.submit(groupOf(change.tenant), change),
    createInstance: (creation) =>
      inTurn(creation.instance.tenant, (transaction) => createInstance(transaction, creation)),
    deleteInstance: (deletion) => inTurn(deletion.tenant, (transaction) => deleteInstance(transaction, deletion)),
    updateInstance: (update) => inTurn(update.tenant, (transaction) => updateInstance(transaction, update)),

    async spendNonce(nonce, at, expiresAt) {
      const [bucket, item] = nonces.prepare(nonce, at, expiresAt)
      const isNew = await spending.submit(bucket, item)
      nonces.sweep(connections, bucket, at).catch(() => {})
      return isNew
    },
    saveToken: (token) =>
      connections.transaction(async (transaction) => {
        await credentials.removeExpiredBefore(transaction, now() - expiredLifeMs)
        await credentials.addToken(transaction, token)
      }),
    async changeIdentities(change) {
      let counted = 0
      const outcome = await connections.transaction(async (transaction): Promise<IdentityOutcome> => {
        // A new key is nothing that could have been read before; they are made often.
        const count = change.kind === 'add-access-key' ? lockGeneration : countGeneration
        counted = (await transaction.get<{ number: number }>(count))?.number ?? 0
        await credentials.removeExpiredBefore(transaction, now() - expiredLifeMs)
        return identityChanges.apply(transaction, change)
      })
      if (change.kind !== 'add-access-key') generation.advance(counted)
      return outcome
    },

    async load(digest, contents) {
      const before = await loading.compare(connections, digest)
      if (before !== 'empty') return before
      const found = await contents()
      return connections.transaction(async (transaction) => {
        await transaction.run(lockGeneration)
        const met = await loading.compare(transaction, digest)
        if (met !== 'empty') return met
        await loading.fill(transaction, found, digest, now())
        return 'loaded'
      })
    },
    readProperty: (name) => readProperty(connections, name),
    claimProperty: (name, value) => connections.write((queries) => claimProperty(queries, name, value)),
    probe: () => connections.transaction(probe),
    async close() {
      await Promise.all([searches.close(), connections.close()])
    },
  }
}

/** Tenants of one group share transactions; there are about as many groups as connections that write. */
function groupOfTenant(tenant: TenantId, count: number): string {
  let sum = 0
  for (let index = 0; index < tenant.length; index++) sum = (sum * 31 + tenant.charCodeAt(index)) | 0
  return String((sum >>> 0) % count)
}
