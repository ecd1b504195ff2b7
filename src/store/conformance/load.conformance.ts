import { expect, test } from 'vitest'
import type { StoreContents } from '../store.ts'
import { anInstance, fleet, north, type StoreHome, start, tags } from './bed.conformance.ts'

/** What a store promises of being filled, and of its life. */
export function loadConformance(openHome: () => Promise<StoreHome>): void {
  const openEmpty = async () => {
    const home = await openHome()
    const store = await home.openStore(() => start)
    const close = async () => {
      await store.close()
      await home[Symbol.asyncDispose]()
    }
    return { store, [Symbol.asyncDispose]: close }
  }
  const filled = async (): Promise<StoreContents> => ({
    ...fleet,
    instances: [anInstance('a', { tags: tags('z=1', 'b=2') }), anInstance('b', { tenant: 't2', tags: tags('k=v') })],
  })
  const unasked = () => Promise.reject(new Error('The contents were asked for'))

  test('an empty store is filled', async () => {
    await using bed = await openEmpty()
    expect(await bed.store.load('d1', filled)).toBe('loaded')
    const { instances } = await filled()
    expect(await bed.store.findInstance('t1', 'a')).toEqual(instances[0])
    expect(await bed.store.findInstance('t2', 'b')).toEqual(instances[1])
    expect(await bed.store.listAccounts('one')).toHaveLength(1)
  })

  test('the tags that a store is filled with are in the change log', async () => {
    await using bed = await openEmpty()
    await bed.store.load('d1', filled)
    const logged = (await bed.store.readChanges('t1', 0, 10)).map(({ instance, key, before, after }) => ({
      instance,
      key,
      before,
      after,
    }))
    expect(logged.toSorted((x, y) => (x.key < y.key ? -1 : 1))).toEqual([
      { instance: 'a', key: 'b', before: undefined, after: '2' },
      { instance: 'a', key: 'z', before: undefined, after: '1' },
    ])
  })

  test('of those who claim a property, at once or later, one wins and all are told which', async () => {
    await using bed = await openEmpty()
    expect(await bed.store.readProperty('p')).toBe(undefined)
    const told = await Promise.all(['x', 'y', 'z'].map((value) => bed.store.claimProperty('p', value)))
    expect(new Set(told).size).toBe(1)
    expect(await bed.store.claimProperty('p', 'late')).toBe(told[0])
    expect(await bed.store.readProperty('p')).toBe(told[0])
    expect(await bed.store.claimProperty('q', 'other')).toBe('other')
  })

  test('the same source is not loaded twice', async () => {
    await using bed = await openEmpty()
    await bed.store.load('d1', filled)
    expect(await bed.store.load('d1', unasked)).toBe('same')
  })

  test('another source is refused, and changes nothing', async () => {
    await using bed = await openEmpty()
    await bed.store.load('d1', filled)
    expect(await bed.store.load('d2', unasked)).toBe('other')
    expect(await bed.store.load('d1', unasked)).toBe('same')
  })

  test('of two that load the same source at the same time, one does', async () => {
    await using bed = await openEmpty()
    const answers = await Promise.all([bed.store.load('d1', filled), bed.store.load('d1', filled)])
    expect(answers.toSorted()).toEqual(['loaded', 'same'])
  })

  test('of two that load different sources at the same time, one does', async () => {
    await using bed = await openEmpty()
    const answers = await Promise.all([bed.store.load('d1', filled), bed.store.load('d2', filled)])
    expect(answers.toSorted()).toEqual(['loaded', 'other'])
  })

  test.each([
    ['an instance twice', { instances: [anInstance('a', { tags: tags('k=v') }), anInstance('a')] }],
    ['an access key twice', { accessKeys: [...fleet.accessKeys, ...fleet.accessKeys] }],
  ])('contents with %s fill nothing', async (_what, contents) => {
    await using bed = await openEmpty()
    await expect(bed.store.load('d1', async () => ({ ...fleet, ...contents }))).rejects.toThrow()
    expect(await bed.store.listAccounts('one')).toEqual([])
    expect(await bed.store.listDistinctTags('t1', north, undefined, 10)).toEqual([])
    expect(await bed.store.load('d1', filled)).toBe('loaded')
  })

  test('contents that cannot be made fill nothing', async () => {
    await using bed = await openEmpty()
    await expect(bed.store.load('d1', unasked)).rejects.toThrow('The contents were asked for')
    expect(await bed.store.load('d2', filled)).toBe('loaded')
  })

  test('a probe answers while the store takes writes, and rejects once it is closed', async () => {
    const home = await openHome()
    await using _ = home
    const store = await home.openStore(() => start)
    await expect(store.probe()).resolves.toBeUndefined()
    await store.close()
    await expect(store.probe()).rejects.toThrow()
  })
}
