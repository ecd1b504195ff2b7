import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createAccess } from '../../../access/access.ts'
import { vaultUnder } from '../../../access/vault.ts'
import { openSqliteStoreInMemory } from '../../../store/sqlite/sqlite-store.ts'
import { parseTarget } from '../../target.ts'
import { huawei } from '../huawei.ts'
import { operations } from '../operations.ts'
import { type DecisionRow, type TableCall, tableFleet } from '../policy/decision-table/decision-row.fixture.ts'
import { seedSchema } from '../seed-schema.ts'
import { canonicalRequest } from '../signature/canonical-request.ts'
import { formatSdkDate } from '../signature/sdk-date.ts'
import { sign, stringToSign } from '../signature/sign.ts'

const { domain, project, user, agency, instance } = tableFleet
const otherProject = { id: 'e'.repeat(32), name: 'cn-south-1' }
const start = Date.UTC(2026, 0, 31, 8)

/** An access key; with its security token if it is a temporary one. */
export interface StageKey {
  readonly access: string
  readonly secret: string
  readonly securitytoken?: string
}

const ownKey: StageKey = { access: 'AK1', secret: 'SK1' }

/** Who calls, and what the instance carries. */
interface Who extends Pick<DecisionRow, 'policies' | 'tags'> {
  readonly groups: NonNullable<DecisionRow['groups']>
  readonly as: DecisionRow['as'] | undefined
}

/** A dialect on a store in memory: the fleet of the decision table. Its one user signs each call. */
export async function stage({ policies = [], groups = [], as, tags = {} }: Partial<Who> = {}) {
  let at = start
  const store = openSqliteStoreInMemory({ now: () => at })
  const vault = vaultUnder(randomBytes(32))
  const section = seedSchema.parse({ domains: [ownDomain({ policies, groups, as, tags }), otherDomain] })
  assert.deepEqual(huawei.seedProblems(section), [])
  const secrets = { sealSecret: vault.seal, hashPassword: async () => '' }
  const contents = await huawei.seedContents(section, secrets, at)
  await store.load('seed', async () => contents)
  const access = createAccess(store, vault)
  const dialect = huawei.create({ store, access, now: () => at, provisioningMs: 0 })

  async function send(method: string, target: string, body?: unknown, by = ownKey) {
    const bytes = Buffer.from(body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body))
    const headers = signed({ method, target, body: bytes, at }, by)
    const reply = await dialect.answer({ method, target, headers, body: bytes, remoteAddress: '127.0.0.1' })
    return { ...reply, body: JSON.parse(reply.body) }
  }
  /** @param on another instance or project than the fleet's, or with another key */
  function call({ operation, query = {}, body }: TableCall, on: On = {}) {
    const called = operations.find(({ name }) => name === operation)
    assert(called, operation)
    const path = called.path
      .replace('{project_id}', on.project ?? project.id)
      .replace('{instance_id}', on.instance ?? instance.id)
    const parameters = new URLSearchParams(query).toString()
    return send(called.method, parameters ? `${path}?${parameters}` : path, body, on.by)
  }
  /** Credentials of the user, or of the agency, from the endpoint. */
  async function temporaryKey({ session, by, ...more }: Wanted = {}): Promise<StageKey> {
    const method = as === 'agency' ? assumeRole : { methods: ['token'], token: more }
    const identity = { ...method, ...(session && { policy: session }) }
    const { status, body } = await call({ operation: 'CreateTemporaryAccessKey', body: { auth: { identity } } }, { by })
    assert.equal(status, 201, JSON.stringify(body))
    return body.credential
  }
  const pass = (ms: number) => {
    at += ms
  }
  return { store, access, send, call, temporaryKey, pass, otherProject: otherProject.id }
}

interface On {
  readonly instance?: string
  readonly project?: string
  readonly by?: StageKey | undefined
}

interface Wanted {
  readonly session?: object | undefined
  readonly by?: StageKey
  readonly duration_seconds?: number
}

const assumeRole = {
  methods: ['assume_role'],
  assume_role: { agency_name: agency.name, domain_id: domain.id },
}

const otherDomain = { id: 'd'.repeat(32), name: 'globex', projects: [otherProject] }

function ownDomain({ policies, groups, as, tags }: Who) {
  const { enterpriseProject: enterpriseProjectId, id, name } = instance
  const own = as === 'agency' ? ['Agent Operator'] : policies
  const accessKeys = [{ id: ownKey.access, secret: ownKey.secret }]
  return {
    ...domain,
    projects: [project],
    users: [{ ...user, admin: as === 'administrator', policies: own, accessKeys }],
    groups: groups.map((shared, index) => ({ name: `group-${index}`, users: [user.name], policies: shared })),
    agencies: [{ ...agency, trustDomain: domain.name, policies: as === 'agency' ? policies : [] }],
    instances: [{ id, name, tags, enterpriseProjectId, project: project.id }],
  }
}

interface Unsigned {
  readonly method: string
  readonly target: string
  readonly body: Buffer
  readonly at: number
}

function signed({ method, target, body, at }: Unsigned, { access, secret, securitytoken }: StageKey) {
  const date = formatSdkDate(at)
  const headers: Record<string, string> = {
    host: 'localhost',
    'x-sdk-date': date,
    ...(securitytoken !== undefined && { 'x-security-token': securitytoken }),
  }
  const parsed = parseTarget(target)
  assert(parsed, target)
  const signedHeaders = Object.keys(headers)
  const canonical = canonicalRequest({ method, target: parsed, headers, signedHeaders, body })
  const tail = `SignedHeaders=${signedHeaders.join(';')}, Signature=${sign(secret, stringToSign(date, canonical))}`
  return { ...headers, authorization: `SDK-HMAC-SHA256 Access=${access}, ${tail}` }
}
