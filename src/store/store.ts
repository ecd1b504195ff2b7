import type { InstanceId, RegionId, Tag, TenantId } from '../tags/tag.ts'
import type { LoggedDifference, Rejection, TagChange, TagDifference } from '../tags/tag-change.ts'
import type { HistoryReader } from './history.ts'
import type { AccessKey, Account, Group, PasswordHolder, Principal, Realm, Tenant, Token } from './identity.ts'
import type { IdentityChange, IdentityOutcome, PrincipalName } from './identity-change.ts'
import type {
  AttachedTag,
  AttachedTagFilter,
  Instance,
  InstanceFilter,
  Job,
  Json,
  Page,
  TaggedInstance,
} from './instance.ts'
import type { CountedTags, InstanceSearch, SearchFilter, SearchPage, SearchRefusal, TagCounts } from './search.ts'

/** Everything that can be read. Each method sees one consistent state, with all that was acknowledged before the call. */
export interface StoreReader extends HistoryReader {
  /** The tags of each instance named that exists in `region`, in the order in which their keys were attached. */
  tagsOf(
    tenant: TenantId,
    region: RegionId,
    instances: readonly InstanceId[],
  ): Promise<ReadonlyMap<InstanceId, readonly Tag[]>>
  findInstance(tenant: TenantId, id: InstanceId): Promise<TaggedInstance | undefined>
  /** A page of the instances that `filter` holds for, newest first and then by id, and how many there are in all. */
  listInstances(
    tenant: TenantId,
    filter: InstanceFilter,
    page: Page,
  ): Promise<{ readonly instances: readonly TaggedInstance[]; readonly total: number }>
  countInstances(tenant: TenantId, filter: InstanceFilter): Promise<number>
  /** At most `limit` attached tags after `after`, by instance and then key, in code point order. */
  listAttachedTags(
    filter: AttachedTagFilter,
    after: Pick<AttachedTag, 'instance' | 'key'> | undefined,
    limit: number,
  ): Promise<readonly AttachedTag[]>
  /** At most `limit` distinct tags of a region after `after`, by key and then value, in code point order. */
  listDistinctTags(tenant: TenantId, region: RegionId, after: Tag | undefined, limit: number): Promise<readonly Tag[]>
  /** A page of a search over tenants, of one state of each. It holds up nobody who does not search. */
  searchInstances(search: InstanceSearch): Promise<SearchPage | SearchRefusal>
  /** Of each key, how many of the instances found carry it. */
  countTagKeys(filter: SearchFilter, counted: CountedTags): Promise<TagCounts | SearchRefusal>
  /** Of each value of `key`, how many of the instances found carry it. */
  countTagValues(filter: SearchFilter, key: string, counted: CountedTags): Promise<TagCounts | SearchRefusal>
  findJob(tenant: TenantId, id: string): Promise<Job | undefined>
  /** The tenant's change log after revision `after`, whole revisions, at least one if there is any, about `limit` rows. */
  readChanges(tenant: TenantId, after: number, limit: number): Promise<readonly LoggedDifference[]>

  listAccounts(realm: Realm): Promise<readonly Account[]>
  listTenants(realm: Realm, account: string): Promise<readonly Tenant[]>
  findTenant(realm: Realm, id: TenantId): Promise<Tenant | undefined>
  /** By kind and name. */
  listPrincipals(realm: Realm, account: string): Promise<readonly Principal[]>
  /** As he is now, enabled or not. */
  findPrincipal(name: PrincipalName): Promise<Principal | undefined>
  /** By name. */
  listGroups(realm: Realm, account: string): Promise<readonly Group[]>
  /** By id; temporary ones too, as long as they are kept. */
  listAccessKeys(realm: Realm, account: string): Promise<readonly AccessKey[]>
  /** The same object as before, and the same principal in it, as long as nothing that it tells has changed. */
  findAccessKey(realm: Realm, id: string): Promise<AccessKey | undefined>
  /** The principal of this account with this id or name who has a password. */
  findPasswordHolder(
    realm: Realm,
    account: string,
    by: { readonly id: string } | { readonly name: string },
  ): Promise<PasswordHolder | undefined>
  /** The same object as before, as {@link findAccessKey} has it. */
  findToken(realm: Realm, hash: string): Promise<Token | undefined>
}

/**
 * The durable home of instances, tags and identities. A promise that a writing method returns is kept: what it
 * reports is on disk. Each call is applied wholly or not at all, as if the calls came one after the other.
 */
export interface Store extends StoreReader {
  /** @param refuses asked first, inside the transaction, with the instances as the change meets them */
  changeTags<Reason = never>(
    change: TagChange,
    refuses?: ChangeGuard<Reason>,
  ): Promise<AppliedChange | Rejection | Refused<Reason>>
  createInstance(creation: InstanceCreation): Promise<CreationOutcome>
  /** Removes an instance; its tags go with it, as one change in the log. */
  deleteInstance<Reason = never>(deletion: InstanceDeletion<Reason>): Promise<GuardedOutcome<Reason>>
  updateInstance<Reason = never>(update: InstanceUpdate<Reason>): Promise<GuardedOutcome<Reason>>

  /**
   * Remembers that `nonce` was used, until `expiresAt` (milliseconds since 1970), across restarts.
   * @param nonce what must not come twice, the key's id included
   * @returns false if it is remembered already
   */
  spendNonce(nonce: string, at: number, expiresAt: number): Promise<boolean>
  /** Keeps a token until it expires. */
  saveToken(token: Token): Promise<void>
  /** Resolves once it holds for every call that comes after. */
  changeIdentities(change: IdentityChange): Promise<IdentityOutcome>

  /**
   * Fills an empty store, once.
   * @param digest of the source of the contents, to recognise it by
   * @param contents asked for only if the store is empty
   * @returns `loaded`; `same` if the source with this digest was loaded before (nothing is done); `other` if the
   *   store holds anything else (nothing is done)
   */
  load(digest: string, contents: () => Promise<StoreContents>): Promise<'loaded' | 'same' | 'other'>
  /** A fact about the store as a whole that was written with `claimProperty`. */
  readProperty(name: string): Promise<string | undefined>
  /** Writes a fact where there is none, of all who claim it the first one. @returns what is there */
  claimProperty(name: string, value: string): Promise<string>
  /** Answers once a write gets through; rejects if none does. */
  probe(): Promise<void>
  close(): Promise<void>
}

/** A change that was applied. `revision` is absent if it changed nothing. */
export interface AppliedChange {
  readonly kind: 'applied'
  readonly revision?: number
  readonly differences: readonly TagDifference[]
}

/** Who asked for a write, when and in which request; what the change log keeps of it. */
export type Provenance = Pick<TagChange, 'actor' | 'operation' | 'requestId' | 'at'>

/** Makes an instance with its first tags. */
export interface InstanceCreation extends Provenance {
  readonly instance: Instance
  readonly tags: readonly Tag[]
  readonly tagsPerInstanceMax: number
  readonly job?: Job
  readonly idempotency?: IdempotencyToken
}

/** Until `forgetAt`, a second creation of the tenant with the same token makes nothing. */
export interface IdempotencyToken {
  readonly token: string
  /** Of the parameters, to tell whether the second creation is the same. */
  readonly digest: string
  /** Milliseconds since 1970. */
  readonly forgetAt: number
}

export type CreationOutcome =
  | { readonly kind: 'created'; readonly instance: TaggedInstance }
  /** The token was used for the same parameters: here is what that made, if it still exists. */
  | { readonly kind: 'created-before'; readonly instance: InstanceId }
  | { readonly kind: 'token-used-differently' }
  | Rejection

/** Why a write is not permitted on the state that it meets, if it is not. Asked inside the transaction: pure. */
export type Guard<Reason> = (current: TaggedInstance) => Reason | undefined

/** The same for a change of tags. An instance that does not exist where its edit says has no entry in `before`. */
export type ChangeGuard<Reason> = (before: ReadonlyMap<InstanceId, TaggedInstance>) => Reason | undefined

/** A write that its guard refused; nothing was done. */
export interface Refused<Reason> {
  readonly kind: 'refused'
  readonly reason: Reason
}

export interface InstanceDeletion<Reason> extends Provenance {
  readonly tenant: TenantId
  readonly instance: InstanceId
  readonly refuses?: Guard<Reason>
  /** `instanceName` is filled in. */
  readonly job?: Omit<Job, 'instanceName'>
}

export interface InstanceUpdate<Reason> {
  readonly tenant: TenantId
  readonly instance: InstanceId
  readonly name?: string
  /** Members of `details` to replace. */
  readonly details?: { readonly [name: string]: Json }
  readonly refuses?: Guard<Reason>
}

export type GuardedOutcome<Reason> =
  | { readonly kind: 'done' }
  | Refused<Reason>
  | { readonly kind: 'instances-not-found'; readonly instances: readonly InstanceId[] }

/** All that a store can be filled with at once. */
export interface StoreContents {
  readonly accounts: readonly Account[]
  readonly tenants: readonly Tenant[]
  readonly groups: readonly Group[]
  readonly principals: readonly Principal[]
  readonly passwords: readonly PasswordHolder[]
  readonly accessKeys: readonly AccessKey[]
  readonly instances: readonly TaggedInstance[]
}
