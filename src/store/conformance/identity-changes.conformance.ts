import { expect, test } from 'vitest'
import type { Session } from '../identity.ts'
import type { HolderName, IdentityChange, PrincipalName } from '../identity-change.ts'
import type { Store } from '../store.ts'
import { anAccessKey, aToken, group, type OpenBed, role, root, start, user } from './bed.conformance.ts'

const testers: HolderName = { realm: 'one', account: 'acme', kind: 'group', name: group.name }
const aUser: PrincipalName = { realm: 'one', account: 'acme', kind: 'user', name: user.name }
const aRole: PrincipalName = { ...aUser, kind: 'role' }
const nobody: PrincipalName = { ...aUser, name: 'nobody' }
const document = { Statement: [] }

const found = async (store: Store, id: string) =>
  (await store.listPrincipals('one', 'acme')).find((principal) => principal.id === id)
const keyOf = async (store: Store, id: string) => {
  const key = await store.findAccessKey('one', id)
  return key && { ...key, sealedSecret: Uint8Array.from(key.sealedSecret) }
}
const namesOf = (holders: readonly { readonly name: string }[] = []) => holders.map(({ name }) => name)

/** What a store promises of changes to who there is and what they may. */
export function identityChangesConformance(open: OpenBed): void {
  test('an account comes with what it owns', async () => {
    await using bed = await open()
    const account = { realm: 'one', id: 'new', name: 'New' }
    const tenant = { id: 't9', realm: 'one', account: 'new', name: 'first', region: '', settings: {} }
    const principal = { ...user, account: 'new', groups: [] }
    const change: IdentityChange = { kind: 'add-account', account, tenants: [tenant], principals: [principal] }
    expect(await bed.store.changeIdentities(change)).toBe('done')
    expect(await bed.store.listAccounts('one')).toContainEqual(account)
    expect(await bed.store.findTenant('one', 't9')).toEqual(tenant)
    expect(await bed.store.listPrincipals('one', 'new')).toEqual([principal])
    expect(await bed.store.changeIdentities(change)).toBe('exists-already')
    expect(await bed.store.changeIdentities({ kind: 'add-tenant', tenant })).toBe('exists-already')
    const namesake = { ...tenant, id: 't10' }
    expect(await bed.store.changeIdentities({ kind: 'add-tenant', tenant: namesake })).toBe('exists-already')
  })

  test('a principal is added once, with the groups that he is in', async () => {
    await using bed = await open()
    const principal = { ...user, id: '201', name: 'bea' }
    const change: IdentityChange = { kind: 'add-principal', principal, passwordHash: 'h' }
    expect(await bed.store.changeIdentities(change)).toBe('done')
    expect(await found(bed.store, '201')).toEqual(principal)
    expect(await bed.store.findPasswordHolder('one', 'acme', { id: '201' })).toEqual({ principal, passwordHash: 'h' })
    expect(await bed.store.changeIdentities(change)).toBe('exists-already')
  })

  test('an account keeps its principals apart from those of the same id or name in another', async () => {
    await using bed = await open()
    const sameId = { ...user, account: 'zeta', name: 'zoe', policies: [], groups: [] }
    const sameName = { ...sameId, id: '900', name: user.name }
    const account = { realm: 'one', id: 'zeta', name: 'Zeta' }
    const changes: IdentityChange[] = [
      { kind: 'add-account', account, tenants: [], principals: [sameId] },
      { kind: 'add-principal', principal: sameName, passwordHash: 'hash of the other' },
      { kind: 'add-access-key', key: anAccessKey('key-z', { principal: sameId }), keysMax: 2 },
      { kind: 'enable-principal', principal: { ...aUser, account: 'zeta' }, enabled: false },
      { kind: 'attach-policy', holder: { ...aUser, account: 'zeta' }, policy: { name: 'extra', document } },
    ]
    for (const change of changes) expect(await bed.store.changeIdentities(change)).toBe('done')
    const disabled = { ...sameName, enabled: false, policies: [{ name: 'extra', document }] }
    expect(await bed.store.listPrincipals('one', 'zeta')).toEqual(expect.arrayContaining([sameId, disabled]))
    expect(await bed.store.listGroups('one', 'zeta')).toEqual([])
    expect((await keyOf(bed.store, 'key-z'))?.principal).toEqual(sameId)
    expect((await keyOf(bed.store, 'key-1'))?.principal).toEqual(user)
    const holder = await bed.store.findPasswordHolder('one', 'zeta', { name: user.name })
    expect(holder).toEqual({ principal: disabled, passwordHash: 'hash of the other' })
  })

  test.each([
    ['a user', aUser, () => user.policies],
    ['a group', testers, () => group.policies],
    ['a role', aRole, () => role.policies],
  ])('a policy is attached to %s, replaced and detached by its name', async (_who, holder, before) => {
    await using bed = await open()
    const attached = async () => {
      const { store } = bed
      const holders =
        holder.kind === 'group' ? await store.listGroups('one', 'acme') : await store.listPrincipals('one', 'acme')
      return holders.find((one) => one.name === holder.name && (!('kind' in one) || one.kind === holder.kind))?.policies
    }
    const attach = (policy: object) =>
      bed.store.changeIdentities({
        kind: 'attach-policy',
        holder,
        policy: { name: 'extra', document: policy } as never,
      })
    const detach = () => bed.store.changeIdentities({ kind: 'detach-policy', holder, policy: 'extra' })
    expect(await attach(document)).toBe('done')
    expect(await attach({ ...document, Version: '2' })).toBe('done')
    expect(await attached()).toEqual([...before(), { name: 'extra', document: { ...document, Version: '2' } }])
    expect(await detach()).toBe('done')
    expect(await attached()).toEqual(before())
    expect(await detach()).toBe('not-found')
  })

  test('membership in a group begins and ends', async () => {
    await using bed = await open()
    const core: HolderName = { ...testers, name: 'core' }
    await bed.store.changeIdentities({ kind: 'add-group', group: { ...group, name: 'core' } })
    const change = (kind: 'add-member' | 'remove-member', to = core, member = user.name) =>
      bed.store.changeIdentities({ kind, group: to, user: member })
    expect(await change('add-member')).toBe('done')
    expect(await change('add-member')).toBe('done')
    expect(namesOf((await found(bed.store, user.id))?.groups)).toEqual(['core', 'testers'])
    expect(await change('remove-member')).toBe('done')
    expect(await change('remove-member')).toBe('not-found')
    expect(namesOf((await found(bed.store, user.id))?.groups)).toEqual(['testers'])
    expect(await change('add-member', { ...core, name: 'none' })).toBe('not-found')
    expect(await change('add-member', core, 'nobody')).toBe('not-found')
  })

  test('who is not there cannot be changed', async () => {
    await using bed = await open()
    const changes: readonly IdentityChange[] = [
      { kind: 'remove-holder', holder: nobody },
      { kind: 'remove-holder', holder: { ...testers, name: 'none' } },
      { kind: 'attach-policy', holder: nobody, policy: { name: 'p' } },
      { kind: 'enable-principal', principal: nobody, enabled: false },
      { kind: 'set-password', principal: nobody, passwordHash: 'h' },
      { kind: 'add-access-key', key: anAccessKey('k', { principal: { ...user, id: '999' } }), keysMax: 2 },
      { kind: 'enable-access-key', realm: 'one', id: 'k', active: false },
      { kind: 'remove-access-key', realm: 'two', id: 'key-2' },
      { kind: 'remove-token', realm: 'one', hash: 'hash-9' },
    ]
    for (const change of changes) expect(await bed.store.changeIdentities(change), change.kind).toBe('not-found')
  })

  test('what was read before a change is not answered after it', async () => {
    await using bed = await open()
    const { store } = bed
    await store.saveToken(aToken({ principal: user }))
    const key = async () => (await store.findAccessKey('one', 'key-1'))?.active
    const keyOwner = async () => (await store.findAccessKey('one', 'key-1'))?.principal
    const tokenOwner = async () => (await store.findToken('one', 'hash-1'))?.principal
    expect([await key(), await keyOwner(), await tokenOwner()]).toEqual([true, user, user])
    await store.changeIdentities({ kind: 'enable-access-key', realm: 'one', id: 'key-1', active: false })
    expect(await key()).toBe(false)
    await store.changeIdentities({ kind: 'attach-policy', holder: testers, policy: { name: 'late' } })
    expect(namesOf((await keyOwner())?.groups[0]?.policies)).toEqual(['test', 'late'])
    await store.changeIdentities({ kind: 'enable-principal', principal: aUser, enabled: false })
    expect(await keyOwner()).toMatchObject({ enabled: false })
    expect(await tokenOwner()).toBeUndefined()
  })

  test('a token that is removed is gone, and no other', async () => {
    await using bed = await open()
    for (const hash of ['hash-1', 'hash-2']) await bed.store.saveToken(aToken({ principal: user, hash }))
    const isThere = async (hash: string) => (await bed.store.findToken('one', hash)) !== undefined
    expect([await isThere('hash-1'), await isThere('hash-2')]).toEqual([true, true])
    expect(await bed.store.changeIdentities({ kind: 'remove-token', realm: 'one', hash: 'hash-1' })).toBe('done')
    expect([await isThere('hash-1'), await isThere('hash-2')]).toEqual([false, true])
  })

  test('what has not changed is the same object each time', async () => {
    await using bed = await open()
    await bed.store.saveToken(aToken({ principal: user }))
    const key = await bed.store.findAccessKey('one', 'key-1')
    expect(await bed.store.findAccessKey('one', 'key-1')).toBe(key)
    expect((await bed.store.findToken('one', 'hash-1'))?.principal).toBe(key?.principal)
  })

  test('a principal has at most so many permanent keys', async () => {
    await using bed = await open()
    const add = (id: string) => bed.store.changeIdentities({ kind: 'add-access-key', key: anAccessKey(id), keysMax: 2 })
    expect([await add('key-3'), await add('key-4'), await add('key-3')]).toEqual(['done', 'too-many', 'too-many'])
    expect(await keyOf(bed.store, 'key-3')).toEqual(anAccessKey('key-3'))
    await bed.store.changeIdentities({ kind: 'remove-access-key', realm: 'one', id: 'key-3' })
    expect(await bed.store.findAccessKey('one', 'key-3')).toBeUndefined()
    expect(await add('key-2')).toBe('exists-already')
    expect((await bed.store.listAccessKeys('one', 'acme')).map(({ id }) => id)).toEqual(['key-1', 'key-2'])
  })

  test('a temporary key comes with its terms, counts for nothing, and is forgotten a while after it expires', async () => {
    await using bed = await open()
    const session: Session = { name: 'ada', policy: document }
    const temporary = { tokenHash: 'hash', expiresAt: start + 1000, session }
    const key = anAccessKey('temporary', { principal: role, temporary })
    expect(await bed.store.changeIdentities({ kind: 'add-access-key', key, keysMax: 1 })).toBe('done')
    expect(await keyOf(bed.store, 'temporary')).toEqual(key)
    bed.clock.at = start + 400 * 24 * 3_600_000
    await bed.store.changeIdentities({ kind: 'enable-access-key', realm: 'one', id: 'key-1', active: true })
    expect(await bed.store.findAccessKey('one', 'temporary')).toBeUndefined()
  })

  test('a principal has at most so many temporary keys that have not expired', async () => {
    await using bed = await open()
    const add = (id: string, createdAt: number) => {
      const temporary = { tokenHash: 'hash', expiresAt: createdAt + 1000, session: {} }
      const key = anAccessKey(id, { principal: role, createdAt, temporary })
      return bed.store.changeIdentities({ kind: 'add-access-key', key, keysMax: 2 })
    }
    expect([await add('t-1', start), await add('t-2', start), await add('t-3', start + 999)]).toEqual([
      'done',
      'done',
      'too-many',
    ])
    expect(await add('t-3', start + 1000)).toBe('done')
  })

  test.each<[string, IdentityChange]>([
    ['a new password', { kind: 'set-password', principal: aUser, passwordHash: 'new' }],
    ['a disabled key', { kind: 'enable-access-key', realm: 'one', id: 'key-1', active: false }],
    ['a removed key', { kind: 'remove-access-key', realm: 'one', id: 'key-1' }],
    ['a disabled user', { kind: 'enable-principal', principal: aUser, enabled: false }],
    ['a removed user', { kind: 'remove-holder', holder: aUser }],
  ])(
    '%s ends what the user made before: tokens and temporary keys, his own and those of roles',
    async (_what, change) => {
      await using bed = await open()
      const { store } = bed
      const assumedBy = { account: user.account, id: user.id, name: user.name }
      const terms = (session: Session) => ({ temporary: { tokenHash: 'h', expiresAt: start + 9000, session } })
      const keys = [
        anAccessKey('own', terms({})),
        anAccessKey('as-role', { principal: role, ...terms({ assumedBy }) }),
        anAccessKey('others', { principal: role, ...terms({ assumedBy: { ...assumedBy, id: root.id } }) }),
      ]
      for (const key of keys) await store.changeIdentities({ kind: 'add-access-key', key, keysMax: 9 })
      await store.saveToken(aToken({ hash: 'own', principal: user, accessKey: 'key-1' }))
      await store.saveToken(aToken({ hash: 'as-role', principal: role, session: { assumedBy } }))
      await store.saveToken(aToken({ hash: 'others', principal: role, session: {} }))
      expect(await store.findAccessKey('one', 'own')).toBeDefined()
      await store.changeIdentities(change)
      const left = async (find: (id: string) => Promise<object | undefined>) =>
        (await Promise.all(['own', 'as-role', 'others'].map(find))).map((one) => one !== undefined)
      expect(await left((id) => store.findAccessKey('one', id))).toEqual([false, false, true])
      expect(await left((hash) => store.findToken('one', hash))).toEqual([false, false, true])
    },
  )

  test.each<[string, IdentityChange]>([
    ['disabled', { kind: 'enable-access-key', realm: 'one', id: 'key-1', active: false }],
    ['removed', { kind: 'remove-access-key', realm: 'one', id: 'key-1' }],
  ])('a key that is %s ends none of what was made with a password or another key', async (_what, change) => {
    await using bed = await open()
    const { store } = bed
    await store.saveToken(aToken({ hash: 'password', principal: user }))
    await store.saveToken(aToken({ hash: 'other', principal: user, accessKey: 'key-9' }))
    await store.saveToken(aToken({ hash: 'this', principal: user, accessKey: 'key-1' }))
    await store.changeIdentities(change)
    const left = await Promise.all(['password', 'other', 'this'].map((hash) => store.findToken('one', hash)))
    expect(left.map((token) => token?.accessKey ?? token?.hash)).toEqual(['password', 'key-9', undefined])
  })

  test('with a temporary key goes what was made with it', async () => {
    await using bed = await open()
    const { store } = bed
    const key = anAccessKey('t-1', {
      principal: role,
      temporary: { tokenHash: 'h', expiresAt: start + 9000, session: {} },
    })
    await store.changeIdentities({ kind: 'add-access-key', key, keysMax: 9 })
    await store.saveToken(aToken({ principal: role, accessKey: 't-1', session: {} }))
    await store.changeIdentities({ kind: 'remove-access-key', realm: 'one', id: 't-1' })
    expect(await store.findToken('one', 'hash-1')).toBeUndefined()
  })

  test('a temporary key that is disabled ends alone', async () => {
    await using bed = await open()
    const temporary = { tokenHash: 'h', expiresAt: start + 9000, session: {} }
    for (const id of ['t-1', 't-2']) {
      const key = anAccessKey(id, { principal: role, temporary })
      await bed.store.changeIdentities({ kind: 'add-access-key', key, keysMax: 9 })
    }
    await bed.store.changeIdentities({ kind: 'enable-access-key', realm: 'one', id: 't-1', active: false })
    expect(await bed.store.findAccessKey('one', 't-2')).toMatchObject({ active: true })
  })

  test('a token of a session carries it', async () => {
    await using bed = await open()
    const token = aToken({ principal: role, session: { name: 'ada' } })
    await bed.store.saveToken(token)
    expect(await bed.store.findToken('one', 'hash-1')).toEqual(token)
  })

  test('a new password ends the tokens of the old one', async () => {
    await using bed = await open()
    await bed.store.saveToken(aToken({ principal: user }))
    await bed.store.changeIdentities({ kind: 'set-password', principal: aUser, passwordHash: 'new' })
    expect(await bed.store.findToken('one', 'hash-1')).toBeUndefined()
    expect(await bed.store.findPasswordHolder('one', 'acme', { id: user.id })).toMatchObject({ passwordHash: 'new' })
  })

  test('with a user go his credentials and memberships, and with a group its members’ rights', async () => {
    await using bed = await open()
    const { store } = bed
    await store.saveToken(aToken({ principal: user }))
    expect(await store.changeIdentities({ kind: 'remove-holder', holder: aUser })).toBe('done')
    expect(await found(store, user.id)).toBeUndefined()
    expect(await store.findAccessKey('one', 'key-1')).toBeUndefined()
    expect(await store.findToken('one', 'hash-1')).toBeUndefined()
    const again = { ...user, groups: [] }
    await store.changeIdentities({ kind: 'add-principal', principal: again })
    expect(await found(store, user.id)).toEqual(again)
    await store.changeIdentities({ kind: 'add-member', group: testers, user: user.name })
    expect(await store.changeIdentities({ kind: 'remove-holder', holder: testers })).toBe('done')
    expect((await found(store, user.id))?.groups).toEqual([])
    expect(await store.listGroups('one', 'acme')).toEqual([])
  })
}
