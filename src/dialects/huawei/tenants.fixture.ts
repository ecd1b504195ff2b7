import assert from 'node:assert/strict'
import { type Access, createAccess } from '../../access/access.ts'
import { hashPassword } from '../../access/passwords.ts'
import { vaultUnder } from '../../access/vault.ts'
import type { Principal, Session } from '../../store/identity.ts'
import type { Job } from '../../store/instance.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import { huawei } from './huawei.ts'
import { operations } from './operations.ts'
import type { TableCall } from './policy/decision-table/decision-row.fixture.ts'
import { seedSchema } from './seed-schema.ts'
import { signedHeadersOf } from './signed.fixture.ts'

/** A domain with two projects, and another domain; each project has an instance and a job of its own. */
export const tenants = {
  domain: '0123456789abcdef0123456789abcdef',
  foreignDomain: 'd'.repeat(32),
  project: '89abcdef0123456789abcdef01234567',
  siblingProject: '9'.repeat(32),
  foreignProject: 'f'.repeat(32),
  instance: `${'1'.repeat(32)}in02`,
  siblingInstance: `${'2'.repeat(32)}in02`,
  foreignInstance: `${'3'.repeat(32)}in02`,
  missingInstance: `${'0'.repeat(32)}in02`,
  password: 'Passw0rd',
} as const

const { domain, foreignDomain, project, siblingProject, foreignProject, password } = tenants
const at = Date.UTC(2026, 0, 31, 8)

/** Who calls: a user of the first domain who has these policies, or its administrator. */
export interface TableCaller {
  /** Documents, or names of system policies. */
  readonly policies?: readonly (string | object)[]
  readonly administrator?: boolean
  /** A document that narrows what he may; he calls with a token of such a session then. */
  readonly session?: object
}

/** The instance that a call names, and the job of the same place. */
export type Named = 'instance' | 'siblingInstance' | 'foreignInstance' | 'missingInstance'

const ownKey = { id: 'AK1', secret: 'SK1' }
const theirs = { env: 'test', foreign: 'foreign' }
const passwordHash = hashPassword(password, { N: 2 ** 10, r: 8, p: 1 })

/**
 * A dialect on a store in memory. What is of another project of the domain, or of the other domain, has `foreign` in
 * it; all three projects have an instance of the same id.
 * @param tags of the instance of the first project
 */
export async function openTenants(tags: Readonly<Record<string, string>> = {}) {
  const store = openSqliteStoreInMemory({ now: () => at })
  const vault = vaultUnder(Buffer.alloc(32))
  const section = seedSchema.parse({
    domains: [
      {
        id: domain,
        name: 'acme',
        projects: [
          { id: project, name: 'cn-north-4' },
          { id: siblingProject, name: 'cn-north-4_sub' },
        ],
        users: [
          { id: 'a'.repeat(32), name: 'ops', password },
          { id: 'b'.repeat(32), name: 'neighbour', password },
        ],
        instances: [
          { id: tenants.instance, project, name: 'dds-orders', tags },
          { id: tenants.siblingInstance, project: siblingProject, name: 'foreign-sibling', tags: theirs },
          { id: tenants.instance, project: siblingProject, name: 'foreign-twin', tags: theirs },
        ],
      },
      {
        id: foreignDomain,
        name: 'foreign',
        projects: [{ id: foreignProject, name: 'cn-north-4_foreign' }],
        users: [{ id: 'c'.repeat(32), name: 'foreign-user', password }],
        instances: [
          { id: tenants.foreignInstance, project: foreignProject, name: 'foreign-db', tags: theirs },
          { id: tenants.instance, project: foreignProject, name: 'foreign-twin', tags: theirs },
        ],
      },
    ],
  })
  const secrets = { sealSecret: vault.seal, hashPassword: () => passwordHash }
  const contents = await huawei.seedContents(section, secrets, at)
  await store.load('seed', async () => contents)
  await Promise.all([
    addJob(project, 'instance'),
    addJob(siblingProject, 'siblingInstance'),
    addJob(foreignProject, 'foreignInstance'),
  ])
  /** Made when it is needed: it hashes a password as it is made. */
  let known: Access | undefined
  const access = () => {
    known ??= createAccess(store, vault)
    return known
  }

  /** A job, left by an instance that is there no longer. */
  async function addJob(tenant: string, named: Named): Promise<void> {
    const like = contents.instances.find((each) => each.tenant === tenant)
    assert(like)
    const { tags: _tags, ...instance } = { ...like, id: `${named}-gone` }
    const job: Job = { tenant, id: jobOf(named), name: 'n', instance: instance.id, instanceName: like.name, ...times }
    await store.createInstance({ ...provenance, instance, tags: [], tagsPerInstanceMax: 10, job })
    await store.deleteInstance({ ...provenance, tenant, instance: instance.id })
  }

  function principalOf({ policies = [], administrator = false }: TableCaller): Principal {
    const ops = contents.principals.find(({ name }) => name === 'ops')
    assert(ops)
    return { ...ops, administrator, policies: policies.map(toAttached) }
  }

  async function call(
    { operation, query = {}, body }: TableCall,
    caller: TableCaller,
    { named = 'instance', projectId = project, headers = {}, address = '127.0.0.1' }: Place = {},
  ) {
    const called = operations.find(({ name }) => name === operation)
    assert(called, operation)
    const path = called.path.replace('{project_id}', projectId).replace('{instance_id}', tenants[named])
    const parameters = new URLSearchParams(query).toString()
    const target = parameters ? `${path}?${parameters}` : path
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body))
    const proof = caller.session
      ? { host: 'localhost', 'x-auth-token': 'session' }
      : signedHeadersOf({ method: called.method, target, body: bytes, at }, ownKey)
    const request = { method: called.method, target, headers: { ...proof, ...headers }, body: bytes }
    const dialect = huawei.create({ store, access: accessOf(caller, projectId), now: () => at, provisioningMs: 0 })
    const reply = await dialect.answer({ ...request, remoteAddress: address })
    return { ...reply, body: JSON.parse(reply.body) }
  }

  /** Knows one key and one token, which are the caller's; of tokens and passwords else what the store knows. */
  function accessOf(caller: TableCaller, tenant: string): Access {
    const principal = principalOf(caller)
    const key = { ...ownKey, principal, active: true }
    const session = { policy: caller.session } as Session
    const token = { hash: '', principal, tenant, methods: [], issuedAt: at, expiresAt: at + 1, session }
    return {
      findSigningKey: async () => key,
      findToken: async (where, text) => (text === 'session' ? token : access().findToken(where, text)),
      checkPassword: (...asked) => access().checkPassword(...asked),
      issueToken: (request) => access().issueToken(request),
      sealDiagnosis: () => 'sealed',
    } satisfies Partial<Access> as Partial<Access> as Access
  }

  /** A token as the user of this name would get it. */
  async function tokenOf(name: string): Promise<string> {
    const principal = contents.principals.find((each) => each.name === name)
    assert(principal)
    const request = { principal, methods: ['password'], issuedAt: at, expiresAt: at + 1000 }
    return (await access().issueToken(request)).text
  }

  const stateOf = (tenant: string) =>
    Promise.all([
      store.listInstances(tenant, {}, { offset: 0, limit: 100 }),
      store.readChanges(tenant, 0, 1000),
      store.findJob(tenant, jobOf('instance')),
    ])
  const foreignState = () => Promise.all([stateOf(siblingProject), stateOf(foreignProject)])

  return { store, call, tokenOf, stateOf, foreignState, [Symbol.asyncDispose]: () => store.close() }
}

/** Where a call goes, if not to the instance of the first project. */
interface Place {
  readonly named?: Named
  readonly projectId?: string
  readonly headers?: Readonly<Record<string, string>>
  /** 127.0.0.1 where none is given. */
  readonly address?: string
}

export function jobOf(named: Named): string {
  return `job-of-${named}`
}

const provenance = { actor: 'a', operation: 'o', requestId: 'r', at }
const times = { createdAt: at, endsAt: at, forgetAt: at + 1000 }

function toAttached(policy: string | object, index: number): Principal['policies'][number] {
  if (typeof policy === 'string') return { name: policy }
  return { name: `policy-${index}`, document: policy as NonNullable<Principal['policies'][number]['document']> }
}
