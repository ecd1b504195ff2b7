import type { RegionId, Tag } from '../../tags/tag.ts'
import type { TagChange, TagEdit } from '../../tags/tag-change.ts'
import type { HistoryPage, HistoryReader } from '../history.ts'
import type { AccessKey, Group, PasswordHolder, Principal, Tenant, Token } from '../identity.ts'
import type { Instance, Job, TaggedInstance } from '../instance.ts'
import type { IdempotencyToken, InstanceCreation, Store, StoreContents } from '../store.ts'
import type { StoreArchive } from '../store-archive.ts'

/** Where a store keeps its data: a folder, a schema. Opening it again finds the data, if the store is durable. */
export interface StoreHome extends AsyncDisposable {
  openStore(now: () => number): Promise<Store>
  /** While no store is open on it. */
  openArchive(): Promise<StoreArchive>
}

/** A store filled with `fleet`, and a clock to turn. */
export interface Bed extends AsyncDisposable {
  readonly store: Store
  readonly clock: { at: number }
  /** Closes the store and opens it again. */
  reopen(): Promise<void>
}

export type OpenBed = (instances?: readonly TaggedInstance[]) => Promise<Bed>

/** Milliseconds since 1970. */
export const start = Date.UTC(2026, 0, 1)
export const north: RegionId = 'north'
export const south: RegionId = 'south'

export async function openBed(home: StoreHome, instances: readonly TaggedInstance[] = []): Promise<Bed> {
  const clock = { at: start }
  const open = () => home.openStore(() => clock.at)
  let store = await open()
  await store.load('fleet', async () => ({ ...fleet, instances }))
  return {
    get store() {
      return store
    },
    clock,
    async reopen() {
      await store.close()
      store = await open()
    },
    async [Symbol.asyncDispose]() {
      await store.close()
      await home[Symbol.asyncDispose]()
    },
  }
}

/** `env=prod` as a tag; the value is all that follows the first `=`. */
export function tag(text: string): Tag {
  const end = text.indexOf('=')
  return { key: text.slice(0, end), value: text.slice(end + 1) }
}

export function tags(...texts: readonly string[]): readonly Tag[] {
  return texts.map(tag)
}

export function anInstance(id: string, fields: Partial<TaggedInstance> = {}): TaggedInstance {
  const times = { createdAt: start, readyAt: start }
  return { tenant: 't1', id, region: north, name: `name of ${id}`, ...times, details: {}, tags: [], ...fields }
}

const provenance = { actor: 'ada', operation: 'Edit', requestId: 'request-1', at: start }

/** A change of tenant `t1` by one edit, of instance `a`, unless said otherwise. */
export function aChange({
  region = north,
  instances = ['a'],
  set,
  unset,
  ...fields
}: Partial<TagChange & TagEdit>): TagChange {
  return {
    tenant: 't1',
    edits: [{ region, instances, ...(set && { set }), ...(unset && { unset }) }],
    tagsPerInstanceMax: 10,
    ...provenance,
    ...fields,
  }
}

export function aCreation(
  instance: TaggedInstance,
  fields: Partial<InstanceCreation> = {},
): InstanceCreation & { readonly instance: Instance } {
  const { tags: first, ...rest } = instance
  return { instance: rest, tags: first, tagsPerInstanceMax: 10, ...provenance, ...fields }
}

export function aDeletion(instance: string, fields: object = {}) {
  return { tenant: 't1', instance, ...provenance, ...fields }
}

/** A page of the history; a test asks for one at a time, so that none is refused. */
export async function historyPage(
  store: HistoryReader,
  ...asked: Parameters<HistoryReader['listChanges']>
): Promise<HistoryPage> {
  const page = await store.listChanges(...asked)
  if ('kind' in page) throw new Error(page.kind)
  return page
}

export function aJob(id: string, fields: Partial<Job> = {}): Job {
  const times = { createdAt: start, endsAt: start + 1000, forgetAt: start + 60_000 }
  return { tenant: 't1', id, name: 'Create', instance: 'a', instanceName: 'name of a', ...times, ...fields }
}

/** The token `once`, unless said otherwise, remembered for a minute. */
export function anIdempotencyToken(fields: Partial<IdempotencyToken> = {}): IdempotencyToken {
  return { token: 'once', digest: 'd', forgetAt: start + 60_000, ...fields }
}

export function aToken(fields: Partial<Token> = {}): Token {
  return { hash: 'hash-1', principal: root, methods: ['password'], issuedAt: start, expiresAt: start + 1000, ...fields }
}

export const root: Principal = {
  realm: 'one',
  account: 'acme',
  id: '100',
  kind: 'root',
  name: 'acme',
  administrator: true,
  enabled: true,
  policies: [],
  groups: [],
}
export const group: Group = {
  realm: 'one',
  account: 'acme',
  name: 'testers',
  policies: [{ name: 'test', document: { Statement: [] } }],
}
export const user: Principal = {
  ...root,
  id: '200',
  kind: 'user',
  name: 'Åsa 😀',
  administrator: false,
  policies: [{ name: 'own', document: { Statement: [{ Effect: 'Allow' }] } }, { name: 'TheirReadOnly' }],
  groups: [group],
}
export const role: Principal = {
  ...root,
  id: '300',
  kind: 'role',
  name: 'Åsa 😀',
  administrator: false,
  assumption: { trust: { Statement: ['anybody'] }, sessionSecondsMax: 7200 },
}
/** The same id and name in another realm. */
export const namesake: Principal = { ...user, realm: 'two', account: 'acme', policies: [], groups: [] }

export const tenants: readonly Tenant[] = [
  { id: 't1', realm: 'one', account: 'acme', name: 'first', region: '', settings: {} },
  { id: 't2', realm: 'one', account: 'acme', name: 'second', region: north, settings: { max: 20, lenient: true } },
  { id: 't3', realm: 'two', account: 'acme', name: 'third', region: south, settings: {} },
]

export function anAccessKey(id: string, fields: Partial<AccessKey> = {}): AccessKey {
  return { id, principal: user, sealedSecret: Uint8Array.of(0, 1, 255), active: true, createdAt: start, ...fields }
}

export const accessKeys: readonly AccessKey[] = [
  anAccessKey('key-1'),
  anAccessKey('key-2', { principal: root, sealedSecret: Uint8Array.of(), active: false }),
  anAccessKey('key-1', { principal: namesake, sealedSecret: Uint8Array.of(7) }),
]

export const passwords: readonly PasswordHolder[] = [
  { principal: user, passwordHash: 'hash of the user' },
  { principal: namesake, passwordHash: 'hash of the namesake' },
]

/** Two realms with an account each, of the same name. */
export const fleet: StoreContents = {
  accounts: [
    { realm: 'one', id: 'acme', name: 'Acme' },
    { realm: 'two', id: 'acme', name: 'Acme too' },
  ],
  tenants,
  groups: [group],
  principals: [root, user, role, namesake],
  passwords,
  accessKeys,
  instances: [],
}
