import assert from 'node:assert/strict'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Access, createAccess } from '../../access/access.ts'
import { hashPassword } from '../../access/passwords.ts'
import { vaultUnder } from '../../access/vault.ts'
import { openSqliteStoreInMemory } from '../../store/sqlite/sqlite-store.ts'
import type { Dialect } from '../dialect.ts'
import { huawei } from './huawei.ts'
import { failuresMax } from './password-attempts.ts'
import { seedSchema } from './seed-schema.ts'
import { formatSdkDate } from './signature/sdk-date.ts'
import { type Signing, signedHeadersOf } from './signed.fixture.ts'

const project = '1'.repeat(32)
const sibling = '2'.repeat(32)
const target = `/v3/${project}/tags`
const at = Date.UTC(2026, 0, 31, 8)
const date = formatSdkDate(at)
const key = { id: 'AK1', secret: 'SK1' }
const passwordHash = hashPassword('Passw0rd', { N: 2 ** 10, r: 8, p: 1 })

let access: Access
let dialect: Dialect
const store = openSqliteStoreInMemory({ now: () => at })

beforeAll(async () => {
  const vault = vaultUnder(Buffer.alloc(32))
  const accessKeys = [key, { ...key, id: 'AK2', status: 'inactive' }]
  const projects = [
    { id: project, name: 'cn-north-4' },
    { id: sibling, name: 'cn-north-4_sub' },
  ]
  const admin = { name: 'admin', admin: true, password: 'Passw0rd', accessKeys }
  const section = seedSchema.parse({ domains: [{ id: 'd'.repeat(32), name: 'acme', projects, users: [admin] }] })
  const secrets = { sealSecret: vault.seal, hashPassword: () => passwordHash }
  await store.load('seed', () => huawei.seedContents(section, secrets, at))
  access = createAccess(store, vault)
  dialect = huawei.create({ store, access, now: () => at, provisioningMs: 0 })
})
afterAll(() => store.close())

async function answer(headers: Record<string, string>, method = 'GET', path = target, body: object | '' = '') {
  const bytes = Buffer.from(body === '' ? '' : JSON.stringify(body))
  const request = { method, target: path, headers: { host: 'localhost', ...headers }, body: bytes }
  const reply = await dialect.answer({ ...request, remoteAddress: '127.0.0.1' })
  return { status: reply.status, code: reply.code, text: reply.body }
}

/** A signed call, wrong in whatever is said otherwise. */
function signed(signing: Partial<Signing> = {}) {
  return answer(signedHeadersOf({ method: 'GET', target, at }, { ...key, ...signing }))
}

async function tokenOf(tenant: string, expiresAt = at + 1): Promise<string> {
  const [principal] = await store.listPrincipals('huawei', 'd'.repeat(32))
  assert(principal)
  return (await access.issueToken({ principal, methods: ['password'], tenant, issuedAt: at, expiresAt })).text
}

const refused = { status: 401, code: 'APIGW.0301' }

test('a good signature is let in, derived or not', async () => {
  expect(await signed()).toMatchObject({ status: 200 })
  expect(await signed({ derivedFor: `${date.slice(0, 8)}/cn-north-4/dds` })).toMatchObject({ status: 200 })
})

test.each<[string, Partial<Signing>]>([
  ['a signature under another secret', { secret: 'SK2' }],
  ['a derived signature under another secret', { secret: 'SK2', derivedFor: `${date.slice(0, 8)}/cn-north-4/dds` }],
  ['a key derived for another day', { derivedFor: '20260130/cn-north-4/dds' }],
  ['a key that is not active', { id: 'AK2' }],
  ['a key that is not there', { id: 'AK3' }],
  ['a signature that leaves out its time', { signedHeaders: ['host'] }],
])('%s is refused', async (_, signing) => {
  expect(await signed(signing)).toMatchObject(refused)
})

test('a call that shows nothing is refused', async () => expect(await answer({})).toMatchObject(refused))

test('a token is let in for its project and no other, until it expires', async () => {
  expect(await answer({ 'x-auth-token': await tokenOf(project) })).toMatchObject({ status: 200 })
  expect(await answer({ 'x-auth-token': await tokenOf(sibling) })).toMatchObject({ status: 400, code: 'DBS.200010' })
  expect(await answer({ 'x-auth-token': await tokenOf(project, at) })).toMatchObject({ code: 'APIGW.0307' })
  expect(await answer({ 'x-auth-token': `${await tokenOf(project)}x` })).toMatchObject(refused)
})

test('a token that is over is not shown, and makes no other', async () => {
  const [good, over] = [await tokenOf(project), await tokenOf(project, at)]
  const show = (text: string) => answer({ 'x-auth-token': good, 'x-subject-token': text }, 'GET', '/v3/auth/tokens')
  const renew = (id: string) =>
    answer({}, 'POST', '/v3/auth/tokens', { auth: { identity: { methods: ['token'], token: { id } } } })
  expect([(await show(good)).status, (await show(over)).status]).toEqual([200, 404])
  expect([(await renew(good)).status, (await renew(over)).status]).toEqual([201, 401])
})

test('the password of a user who is locked is not even looked at', async () => {
  const signIn = (password: string) => {
    const user = { name: 'admin', password, domain: { name: 'acme' } }
    return answer({}, 'POST', '/v3/auth/tokens', { auth: { identity: { methods: ['password'], password: { user } } } })
  }
  for (let failure = 0; failure < failuresMax; failure++) expect((await signIn('wrong')).status).toBe(401)
  const check = vi.spyOn(access, 'checkPassword')
  expect((await signIn('Passw0rd')).status).toBe(401)
  expect(check).not.toHaveBeenCalled()
})
