import assert from 'node:assert/strict'
import type { Access } from '../../access/access.ts'
import type { Principal, Session } from '../../store/identity.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import { alibaba } from './alibaba.ts'
import { operations } from './operations.ts'
import { realm } from './realm.ts'
import { signedV1, type Texts } from './signed-v1.fixture.ts'

/** Two accounts with an instance of the same id, and each with one of its own. */
export const tenants = {
  account: '1234567890123456',
  foreignAccount: '6543210987654321',
  region: 'cn-hangzhou',
  instance: 'r-bp1decision000001',
  foreignInstance: 'r-bp1foreign000001',
  missingInstance: 'r-bp1missing000001',
} as const

const { account, foreignAccount, region, instance, foreignInstance } = tenants
const at = Date.UTC(2026, 0, 31, 8)
const securityToken = 't'.repeat(64)

/** Who calls: a user of the first account who has these policies, or its administrator. */
export interface TableCaller {
  /** Documents, or names of system policies. */
  readonly policies?: readonly (string | object)[]
  readonly administrator?: boolean
  /** A document that narrows what he may; he calls with temporary keys of such a session then. */
  readonly session?: object
  /** 127.0.0.1 where none is given. */
  readonly address?: string
}

/**
 * A dialect on a store in memory. All that is of the other account has `foreign` in it.
 * @param tags of the instance of the first account
 * @param home its region, which its id says is Hangzhou
 */
export async function openTenants(tags: Readonly<Record<string, string>> = {}, home: string = region) {
  const store = openSqliteStoreInMemory({ now: () => at })
  const theirs = { region, name: 'foreign-cache', tags: { env: 'test', foreign: 'foreign' } }
  const section = alibaba.seedSchema.parse({
    accounts: [
      { id: account, instances: [{ id: instance, region: home, name: 'cache', tags }] },
      { id: foreignAccount, instances: [{ ...theirs, id: foreignInstance }] },
    ],
  }) as Parameters<typeof alibaba.seedContents>[0]
  const secrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  await store.load('seed', () => alibaba.seedContents(section, secrets, at))
  await addTwin()

  /** The other account gets an instance of the same id. */
  async function addTwin(): Promise<void> {
    const like = await store.findInstance(foreignAccount, foreignInstance)
    assert(like)
    const { tags, ...instance } = { ...like, id: tenants.instance, name: 'foreign-twin' }
    await store.createInstance({ ...provenance, instance, tags, tagsPerInstanceMax: 20 })
  }

  async function call(name: string, parameters: Texts, caller: TableCaller) {
    const { session } = caller
    const key = {
      id: session ? 'STS.key' : 'key',
      principal: principalOf(caller),
      active: true,
      secret: 'secret',
      ...(session && { temporary: { tokenHash: '', expiresAt: at + 1, session: { policy: session } as Session } }),
    }
    const access: Partial<Access> = {
      findSigningKey: async () => key,
      spendNonce: (_key, nonce, _signedAt, at) => store.spendNonce(nonce, at, at + 1000),
      isTokenOf: (_terms, text) => text === securityToken,
      sealDiagnosis: () => 'sealed',
    }
    const dialect = alibaba.create({ store, access: access as Access, now: () => at, provisioningMs: 0 })
    const Version = operations.find((operation) => operation.name === name)?.product.version
    const request = signedV1(
      { Action: name, Version, ...(session && { SecurityToken: securityToken }), ...parameters },
      key,
      at,
    )
    const { status, body } = await dialect.answer({ ...request, remoteAddress: caller.address ?? '127.0.0.1' })
    const answer = JSON.parse(body)
    return { status, ...answer, Code: answer.Code ?? 'OK' }
  }

  const foreignState = () =>
    Promise.all([
      store.findInstance(foreignAccount, instance),
      store.findInstance(foreignAccount, foreignInstance),
      store.readChanges(foreignAccount, 0, 1000),
      store.countInstances(foreignAccount, {}),
    ])

  return { store, call, foreignState, [Symbol.asyncDispose]: () => store.close() }
}

const provenance = { actor: 'a', operation: 'o', requestId: 'r', at }

function principalOf({ policies = [], administrator = false }: TableCaller): Principal {
  const who = { realm, account, id: '7', kind: 'user', name: 'ops', enabled: true, groups: [] } as const
  return { ...who, administrator, policies: policies.map(toAttached) }
}

function toAttached(policy: string | object, index: number): Principal['policies'][number] {
  if (typeof policy === 'string') return { name: policy }
  return { name: `policy-${index}`, document: policy as NonNullable<Principal['policies'][number]['document']> }
}
