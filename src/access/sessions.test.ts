import { expect, test } from 'vitest'
import type { Principal } from '../store/identity.ts'
import { openSqliteStoreInMemory } from '../store/sqlite/sqlite-store.ts'
import { createAccess } from './access.ts'
import { createSessions, sessionMsMax } from './sessions.ts'
import { vaultUnder } from './vault.ts'

const ada: Principal = {
  realm: 'one',
  account: 'acme',
  id: '7',
  kind: 'user',
  name: 'ada',
  administrator: false,
  enabled: true,
  policies: [],
  groups: [],
}
const adaByName = { realm: 'one', account: 'acme', kind: 'user', name: 'ada' } as const

async function openBed() {
  const store = openSqliteStoreInMemory({ now: () => 0 })
  const account = { realm: 'one', id: 'acme', name: 'Acme' }
  await store.changeIdentities({ kind: 'add-account', account, tenants: [], principals: [ada] })
  const sessions = createSessions(store)
  const open = (endsAt?: number) => sessions.open({ principal: ada, method: 'access-key', at: 1000, endsAt })
  return { store, sessions, open, [Symbol.asyncDispose]: () => store.close() }
}

test('a session is found by its text, in its realm only', async () => {
  await using bed = await openBed()
  const { text, token } = await bed.open()
  expect(await bed.sessions.find('one', text, 1000)).toEqual(token)
  expect(await bed.sessions.find('two', text, 1000)).toBeUndefined()
  expect(await bed.sessions.find('one', `${text.slice(1)}x`, 1000)).toBeUndefined()
  expect(await bed.sessions.find('one', '__proto__', 1000)).toBeUndefined()
})

test('a session lasts 12 hours, and no longer than what was shown', async () => {
  await using bed = await openBed()
  expect((await bed.open()).token.expiresAt).toBe(1000 + sessionMsMax)
  const { text } = await bed.open(5000)
  expect(await bed.sessions.find('one', text, 4999)).toBeDefined()
  expect(await bed.sessions.find('one', text, 5000)).toBeUndefined()
})

test('a session that is ended is over, and no other', async () => {
  await using bed = await openBed()
  const [one, other] = [await bed.open(), await bed.open()]
  await bed.sessions.end('one', one.text)
  expect(await bed.sessions.find('one', one.text, 1000)).toBeUndefined()
  expect(await bed.sessions.find('one', other.text, 1000)).toBeDefined()
})

test('a session ends with its principal', async () => {
  await using bed = await openBed()
  const { text } = await bed.open()
  await bed.store.changeIdentities({ kind: 'enable-principal', principal: adaByName, enabled: false })
  await bed.store.changeIdentities({ kind: 'enable-principal', principal: adaByName, enabled: true })
  expect(await bed.sessions.find('one', text, 1000)).toBeUndefined()
})

test('a session is no bearer token, and a bearer token no session', async () => {
  await using bed = await openBed()
  const access = createAccess(bed.store, vaultUnder(Buffer.alloc(32)))
  const { text } = await bed.open()
  expect(await access.findToken('one', text)).toBeUndefined()
  const bearer = await access.issueToken({ principal: ada, methods: ['password'], issuedAt: 1000, expiresAt: 9000 })
  expect(await bed.sessions.find('one', bearer.text, 1000)).toBeUndefined()
})
