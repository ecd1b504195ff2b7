import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Principal } from '../store/identity.ts'
import { openSqliteStore, openSqliteStoreInMemory } from '../store/sqlite/sqlite-store.ts'
import type { Store } from '../store/store.ts'
import { createAccess, isTokenText, type TokenRequest } from './access.ts'
import { clockSkewMsMax } from './freshness.ts'
import { hashPassword } from './passwords.ts'
import { type Vault, vaultUnder } from './vault.ts'

const start = Date.UTC(2026, 0, 1)
const secret = 'the-signing-secret'
const password = 'the-password'
const ada: Principal = {
  realm: 'one',
  account: 'acme',
  id: '1',
  kind: 'user',
  name: 'ada',
  administrator: true,
  enabled: true,
  policies: [],
  groups: [],
}
const namesake: Principal = { ...ada, realm: 'two' }
const principals = [ada, namesake]

async function fill(store: Store, vault: Vault): Promise<void> {
  const passwordHash = await hashPassword(password, { N: 2 ** 10, r: 8, p: 1 })
  const key = { id: 'key-1', active: true, createdAt: start, sealedSecret: vault.seal(secret) }
  await store.load('fleet', async () => ({
    accounts: principals.map(({ realm, account }) => ({ realm, id: account, name: account })),
    tenants: [{ id: 't1', realm: 'one', account: 'acme', name: 't1', region: '', settings: {} }],
    groups: [],
    principals,
    passwords: [{ principal: ada, passwordHash }],
    accessKeys: [
      { ...key, principal: ada },
      { ...key, id: 'key-2', principal: ada, active: false },
      { ...key, principal: namesake, sealedSecret: vault.seal('their secret') },
    ],
    instances: [],
  }))
}

const aTokenRequest = (fields: Partial<TokenRequest> = {}): TokenRequest => ({
  principal: ada,
  methods: ['password'],
  issuedAt: start,
  expiresAt: start + 1000,
  ...fields,
})

async function bed() {
  const clock = { at: start }
  const now = () => clock.at
  const store = openSqliteStoreInMemory({ now })
  const vault = vaultUnder(randomBytes(32))
  await fill(store, vault)
  const access = createAccess(store, vault)
  const spend = async (realm: string, key: string, nonce: string, signedAt = clock.at) => {
    const signingKey = await access.findSigningKey(realm, key)
    return signingKey && access.spendNonce(signingKey, nonce, signedAt, clock.at)
  }
  return { access, store, clock, spend, [Symbol.asyncDispose]: () => store.close() }
}

test('a signing key comes with its secret and its principal, the second time too', async () => {
  await using one = await bed()
  const expected = { id: 'key-1', principal: ada, active: true, secret }
  expect(await one.access.findSigningKey('one', 'key-1')).toEqual(expected)
  expect(await one.access.findSigningKey('one', 'key-1')).toEqual(expected)
})

test('a signing key says whether it is active', async () => {
  await using one = await bed()
  expect(await one.access.findSigningKey('one', 'key-2')).toMatchObject({ active: false })
})

test('a principal who is not enabled is let in with nothing, until he is enabled again', async () => {
  await using one = await bed()
  const { text } = await one.access.issueToken(aTokenRequest())
  const letIn = async () => ({
    key: (await one.access.findSigningKey('one', 'key-1'))?.active,
    token: (await one.access.findToken('one', text)) !== undefined,
    password: (await one.access.checkPassword('one', 'acme', { name: 'ada' }, password)) !== undefined,
  })
  const enable = (enabled: boolean) =>
    one.store.changeIdentities({
      kind: 'enable-principal',
      principal: { realm: 'one', account: 'acme', kind: 'user', name: 'ada' },
      enabled,
    })
  expect(await letIn()).toEqual({ key: true, token: true, password: true })
  await enable(false)
  expect(await letIn()).toEqual({ key: false, token: false, password: false })
  await enable(true)
  expect(await letIn()).toEqual({ key: true, token: false, password: true })
})

test('a token that is made while its principal is disabled is good for nothing', async () => {
  await using one = await bed()
  const ops = { realm: 'one', account: 'acme', kind: 'user', name: 'ada' } as const
  await one.store.changeIdentities({ kind: 'enable-principal', principal: ops, enabled: false })
  const { text } = await one.access.issueToken(aTokenRequest())
  expect(await one.access.findToken('one', text)).toBeUndefined()
})

test('a security token is that of its temporary key, and of no other', async () => {
  await using one = await bed()
  const make = (id: string) =>
    one.access.createTemporaryKey({ id, principal: ada, createdAt: start, expiresAt: start + 1000, session: {} })
  const [own, other] = [await make('temporary-1'), await make('temporary-2')]
  const terms = (await one.access.findSigningKey('one', 'temporary-1'))?.temporary
  assert(typeof own === 'object' && typeof other === 'object' && terms)
  expect(one.access.isTokenOf(terms, own.securityToken)).toBe(true)
  for (const text of [other.securityToken, '', terms.tokenHash]) expect(one.access.isTokenOf(terms, text)).toBe(false)
})

test('keys of the same id in two realms are two keys', async () => {
  await using one = await bed()
  expect(await one.access.findSigningKey('one', 'key-1')).toMatchObject({ secret })
  expect(await one.access.findSigningKey('two', 'key-1')).toMatchObject({ secret: 'their secret' })
  expect(await one.access.findSigningKey('two', 'key-2')).toBeUndefined()
})

test('a nonce is spent once for each key', async () => {
  await using one = await bed()
  expect(await one.spend('one', 'key-1', 'n')).toBe(true)
  expect(await one.spend('one', 'key-1', 'n')).toBe(false)
  expect(await one.spend('one', 'key-2', 'n')).toBe(true)
})

test('keys of the same id in two realms spend their own nonces', async () => {
  await using one = await bed()
  expect(await one.spend('one', 'key-1', 'n')).toBe(true)
  expect(await one.spend('two', 'key-1', 'n')).toBe(true)
})

test.each([-clockSkewMsMax, 0, clockSkewMsMax])(
  'a nonce signed %d ms from now is remembered as long as its request would be fresh',
  async (offset) => {
    await using one = await bed()
    const signedAt = start + offset
    await one.spend('one', 'key-1', 'n', signedAt)
    one.clock.at = Math.max(start, signedAt + clockSkewMsMax)
    expect(await one.spend('one', 'key-1', 'n', signedAt)).toBe(false)
  },
)

test('a password is checked for the principal of that name or id', async () => {
  await using one = await bed()
  const check = (by: { id: string } | { name: string }, text: string, realm = 'one') =>
    one.access.checkPassword(realm, 'acme', by, text)
  expect(await check({ name: 'ada' }, password)).toEqual(ada)
  expect(await check({ id: '1' }, password)).toEqual(ada)
  expect(await check({ name: 'ada' }, 'wrong')).toBeUndefined()
  expect(await check({ name: 'bob' }, password)).toBeUndefined()
  expect(await check({ name: 'ada' }, password, 'two')).toBeUndefined()
  expect(await check({ name: '' }, '')).toBeUndefined()
})

test('a token is found by its text, in its realm, with its principal and its times', async () => {
  await using one = await bed()
  const { text, token } = await one.access.issueToken(aTokenRequest({ tenant: 't1' }))
  expect(token).toMatchObject({ principal: ada, tenant: 't1', issuedAt: start, expiresAt: start + 1000 })
  expect(await one.access.findToken('one', text)).toEqual(token)
  expect(await one.access.findToken('two', text)).toBeUndefined()
  expect(await one.access.findToken('one', text.slice(1))).toBeUndefined()
  expect(await one.access.findToken('one', token.hash)).toBeUndefined()
})

test('a token is 64 letters that no other token has', async () => {
  await using one = await bed()
  const texts = await Promise.all(
    Array.from({ length: 50 }, async () => (await one.access.issueToken(aTokenRequest())).text),
  )
  expect(new Set(texts).size).toBe(50)
  expect(texts[0]).toMatch(/^[\w-]{64}$/)
  expect(texts.every(isTokenText)).toBe(true)
})

test.each(['', 'x', 'x'.repeat(63), 'x'.repeat(65), `${'x'.repeat(63)}+`, `${'x'.repeat(64)}\n`])(
  'no token is written as %j',
  (text) => expect(isTokenText(text)).toBe(false),
)

test('neither signing secrets nor passwords nor tokens stand in the data folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-access-'))
  const store = openSqliteStore(folder, { now: () => start })
  const vault = vaultUnder(randomBytes(32))
  await fill(store, vault)
  const { text } = await createAccess(store, vault).issueToken(aTokenRequest())
  const written = () => readdirSync(folder).map((name) => readFileSync(join(folder, name)))
  const files = written()
  await store.close()
  files.push(...written())
  rmSync(folder, { recursive: true })

  expect(files.some((bytes) => bytes.includes('ada'))).toBe(true)
  for (const kept of [secret, 'their secret', password, text]) {
    const forms = [
      Buffer.from(kept),
      Buffer.from(kept).toString('base64').slice(0, 12),
      Buffer.from(kept).toString('hex'),
    ]
    for (const form of forms)
      expect(
        files.some((bytes) => bytes.includes(form)),
        `${kept} as ${form}`,
      ).toBe(false)
  }
})

test('more than 32 passwords are not checked at the same time', async () => {
  await using one = await bed()
  const answers = await Promise.all(
    Array.from({ length: 34 }, () => one.access.checkPassword('one', 'acme', { name: 'ada' }, 'wrong')),
  )
  expect(answers.filter((answer) => answer === 'busy')).toHaveLength(2)
  expect(await one.access.checkPassword('one', 'acme', { name: 'ada' }, password)).toEqual(ada)
})

test('a place opens to what was sealed, and no other text opens', () => {
  const access = createAccess(openSqliteStoreInMemory({ now: () => start }), vaultUnder(randomBytes(32)))
  const sealed = access.sealPlace('["r-1"]')
  expect(access.openPlace(sealed)).toBe('["r-1"]')
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('r-1')
  expect(sealed.length).toBe(access.sealPlace('["r-1000000"]').length)
  for (const other of ['', 'x', sealed.slice(1), access.sealDiagnosis('["r-1"]')]) {
    expect(access.openPlace(other)).toBeUndefined()
  }
})

test('a diagnosis opens to what was sealed, and its length tells nothing', async () => {
  const vault = vaultUnder(randomBytes(32))
  const access = createAccess(openSqliteStoreInMemory({ now: () => start }), vault)
  const [short, long] = [access.sealDiagnosis('{}'), access.sealDiagnosis(`"${'环'.repeat(160)}"`)]
  expect(access.openDiagnosis(short)).toBe('{}')
  expect(access.openDiagnosis(long)).toBe(`"${'环'.repeat(160)}"`)
  expect(short.length).toBe(long.length)
  expect(() => access.openDiagnosis(Buffer.from(vault.seal(secret)).toString('base64url'))).toThrow()
})
