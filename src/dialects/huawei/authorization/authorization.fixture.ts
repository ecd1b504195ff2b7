import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { Access } from '../../../access/access.ts'
import { vaultUnder } from '../../../access/vault.ts'
import type { Principal } from '../../../store/identity.ts'
import { openSqliteStoreInMemory } from '../../../store/sqlite/sqlite-store.ts'
import { huawei } from '../huawei.ts'
import { operations } from '../operations.ts'
import { type TableCall, tableFleet } from '../policy/decision-table/decision-row.fixture.ts'
import { realm } from '../realm.ts'
import { seedSchema } from '../seed-schema.ts'
import { canonicalRequest } from '../signature/canonical-request.ts'
import { formatSdkDate } from '../signature/sdk-date.ts'
import { sign } from '../signature/sign.ts'
import { parseTarget } from '../target.ts'

const { domain, project, user, instance } = tableFleet
const otherProject = { id: 'e'.repeat(32), name: 'cn-south-1' }
const at = Date.UTC(2026, 0, 31, 8)
const secret = 'SK1'

/** What the fleet of the decision table becomes, with a user who has these policies. */
interface Stage {
  readonly policies?: readonly (string | object)[]
  readonly tags?: Readonly<Record<string, string>>
  readonly admin?: boolean
}

/** A dialect on a store in memory; its one user signs each call. */
export async function stage({ policies = [], tags = {}, admin = false }: Stage = {}) {
  const store = openSqliteStoreInMemory({ now: () => at })
  const { enterpriseProject: enterpriseProjectId, id, name } = instance
  const instances = [{ id, name, tags, enterpriseProjectId, project: project.id }]
  const own = { ...domain, projects: [project], users: [{ ...user, admin, policies }], instances }
  const other = { id: 'd'.repeat(32), name: 'globex', projects: [otherProject] }
  const section = seedSchema.parse({ domains: [own, other] })
  assert.deepEqual(huawei.seedProblems(section), [])
  const secrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }
  const contents = await huawei.seedContents(section, secrets, at)
  await store.load('seed', async () => contents)
  const access = accessOf(contents.principals[0])
  const dialect = huawei.create({ store, access, now: () => at, provisioningMs: 0 })

  async function send(method: string, target: string, body?: unknown) {
    const bytes = Buffer.from(body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body))
    const headers = signed(method, target, bytes)
    const reply = await dialect.answer({ method, target, headers, body: bytes, remoteAddress: '127.0.0.1' })
    return { ...reply, body: JSON.parse(reply.body) }
  }
  /** @param on another instance or project than the fleet's */
  function call({ operation, query = {}, body }: TableCall, on: { instance?: string; project?: string } = {}) {
    const called = operations.find(({ name }) => name === operation)
    assert(called, operation)
    const path = called.path
      .replace('{project_id}', on.project ?? project.id)
      .replace('{instance_id}', on.instance ?? instance.id)
    const parameters = new URLSearchParams(query).toString()
    return send(called.method, parameters ? `${path}?${parameters}` : path, body)
  }
  return { store, access, send, call, otherProject: otherProject.id }
}

/** Knows the one key, without the slow hashing of passwords that nobody has here. */
function accessOf(principal: Principal | undefined): Access {
  assert(principal?.realm === realm)
  const key = { id: 'AK1', principal, active: true, secret }
  const { seal, open } = vaultUnder(randomBytes(32))
  return {
    findSigningKey: async () => key,
    sealDiagnosis: (text) => Buffer.from(seal(text)).toString('base64url'),
    openDiagnosis: (text) => open(Buffer.from(text, 'base64url')),
  } as Partial<Access> as Access
}

function signed(method: string, target: string, body: Buffer): Record<string, string> {
  const date = formatSdkDate(at)
  const headers = { host: 'localhost', 'x-sdk-date': date }
  const parsed = parseTarget(target)
  assert(parsed, target)
  const signedHeaders = Object.keys(headers)
  const canonical = canonicalRequest({ method, target: parsed, headers, signedHeaders, body })
  const signature = sign(secret, date, canonical)
  const tail = `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`
  return { ...headers, authorization: `SDK-HMAC-SHA256 Access=AK1, ${tail}` }
}
