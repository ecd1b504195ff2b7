import { expect, test } from 'vitest'
import {
  accessKeys,
  aToken,
  fleet,
  namesake,
  type OpenBed,
  passwords,
  role,
  root,
  start,
  tenants,
  user,
} from './bed.conformance.ts'

/** What a store promises of who calls: accounts, tenants, principals, keys, passwords and tokens. */
export function identitiesConformance(open: OpenBed): void {
  test('each realm has its own accounts and tenants', async () => {
    await using bed = await open()
    const [one, two] = fleet.accounts
    expect(await bed.store.listAccounts('one')).toEqual([one])
    expect(await bed.store.listAccounts('two')).toEqual([two])
    expect(await bed.store.listAccounts('three')).toEqual([])
    expect(await bed.store.listTenants('one', 'acme')).toEqual(tenants.slice(0, 2))
    expect(await bed.store.listTenants('one', 'Acme')).toEqual([])
    expect(await bed.store.findTenant('one', 't2')).toEqual(tenants[1])
    expect(await bed.store.findTenant('two', 't2')).toBeUndefined()
  })

  test('principals are listed with all that they were given', async () => {
    await using bed = await open()
    const found = await bed.store.listPrincipals('one', 'acme')
    expect(found).toHaveLength(3)
    expect(found).toEqual(expect.arrayContaining([root, user, role]))
    expect(await bed.store.listPrincipals('two', 'acme')).toEqual([namesake])
  })

  test('a principal is found by his kind and name, in his account and realm', async () => {
    await using bed = await open()
    const named = { realm: 'one', account: 'acme', kind: 'user', name: user.name } as const
    expect(await bed.store.findPrincipal(named)).toEqual(user)
    expect(await bed.store.findPrincipal({ ...named, kind: 'role' })).toEqual(role)
    expect(await bed.store.findPrincipal({ ...named, name: 'Åsa' })).toBeUndefined()
    expect(await bed.store.findPrincipal({ ...named, realm: 'two' })).toEqual(namesake)
    expect(await bed.store.findPrincipal({ ...named, account: 'Acme' })).toBeUndefined()
  })

  test('an access key is found in its realm, with its principal and its secret’s bytes', async () => {
    await using bed = await open()
    for (const key of accessKeys) {
      const found = await bed.store.findAccessKey(key.principal.realm, key.id)
      expect(found).toMatchObject({ id: key.id, principal: key.principal, active: key.active })
      expect(Buffer.from(found?.sealedSecret ?? [])).toEqual(Buffer.from(key.sealedSecret))
    }
    expect(await bed.store.findAccessKey('two', 'key-2')).toBeUndefined()
    expect(await bed.store.findAccessKey('one', 'KEY-1')).toBeUndefined()
  })

  test('a password holder is found by id and by name, in his account and realm', async () => {
    await using bed = await open()
    const [his, theirs] = passwords
    expect(await bed.store.findPasswordHolder('one', 'acme', { id: user.id })).toEqual(his)
    expect(await bed.store.findPasswordHolder('one', 'acme', { name: user.name })).toEqual(his)
    expect(await bed.store.findPasswordHolder('two', 'acme', { name: user.name })).toEqual(theirs)
    expect(await bed.store.findPasswordHolder('one', 'Acme', { id: user.id })).toBeUndefined()
    expect(await bed.store.findPasswordHolder('one', 'acme', { name: `${user.name}' or '1'='1` })).toBeUndefined()
  })

  test('a principal without a password is not a password holder', async () => {
    await using bed = await open()
    expect(await bed.store.findPasswordHolder('one', 'acme', { id: root.id })).toBeUndefined()
    expect(await bed.store.findPasswordHolder('one', 'acme', { id: role.id })).toBeUndefined()
  })

  test('a token is found by its hash in its realm, until it expires', async () => {
    await using bed = await open()
    const token = aToken({ principal: user, tenant: 't1', methods: ['password', 'token'] })
    await bed.store.saveToken(token)
    bed.clock.at = token.expiresAt - 1
    await bed.store.saveToken(aToken({ hash: 'hash-2', expiresAt: bed.clock.at + 1000 }))
    expect(await bed.store.findToken('one', 'hash-1')).toEqual(token)
    expect(await bed.store.findToken('two', 'hash-1')).toBeUndefined()
    expect(await bed.store.findToken('one', 'HASH-1')).toBeUndefined()
  })

  test('a token that is good for the account alone names no tenant', async () => {
    await using bed = await open()
    await bed.store.saveToken(aToken())
    expect(await bed.store.findToken('one', 'hash-1')).not.toHaveProperty('tenant')
  })

  test('tokens of long ago are forgotten', async () => {
    await using bed = await open()
    await bed.store.saveToken(aToken())
    bed.clock.at = start + 400 * 24 * 3_600_000
    await bed.store.saveToken(aToken({ hash: 'hash-2', expiresAt: bed.clock.at + 1000 }))
    expect(await bed.store.findToken('one', 'hash-1')).toBeUndefined()
    expect(await bed.store.findToken('one', 'hash-2')).toBeDefined()
  })
}
