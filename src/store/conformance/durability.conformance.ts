import { expect, test } from 'vitest'
import {
  aChange,
  aCreation,
  aDeletion,
  aJob,
  anIdempotencyToken,
  anInstance,
  aToken,
  north,
  type OpenBed,
  start,
  tags,
} from './bed.conformance.ts'

/** What a durable store promises beyond its own life: all that it acknowledged is there when it is opened again. */
export function durabilityConformance(open: OpenBed): void {
  test('instances, tags, jobs and the log are there after a restart', async () => {
    await using bed = await open([anInstance('a'), anInstance('b')])
    await bed.store.changeTags(aChange({ set: tags('z=1', 'a=2') }))
    await bed.store.createInstance(aCreation(anInstance('c'), { job: aJob('j') }))
    await bed.store.deleteInstance(aDeletion('b'))
    const seen = async () => ({
      listing: await bed.store.listInstances('t1', {}, { offset: 0, limit: 10 }),
      job: await bed.store.findJob('t1', 'j'),
      log: await bed.store.readChanges('t1', 0, 10),
    })
    const before = await seen()
    await bed.reopen()
    expect(await seen()).toEqual(before)
  })

  test('revisions go on where they were', async () => {
    await using bed = await open([anInstance('a')])
    await bed.store.changeTags(aChange({ set: tags('k=1') }))
    await bed.reopen()
    expect(await bed.store.changeTags(aChange({ set: tags('k=2') }))).toMatchObject({ revision: 2 })
  })

  test('a nonce that was spent stays spent until it expires', async () => {
    await using bed = await open()
    const expiresAt = start + 60_000
    await bed.store.spendNonce('n', start, expiresAt)
    await bed.reopen()
    expect(await bed.store.spendNonce('n', start, expiresAt)).toBe(false)
    bed.clock.at = expiresAt + 2000
    await bed.reopen()
    expect(await bed.store.spendNonce('n', bed.clock.at, expiresAt + 60_000)).toBe(true)
  })

  test('a nonce stays spent though a write that came with it failed', async () => {
    await using bed = await open([anInstance('a')])
    const failing = () => {
      throw new Error('the guard failed')
    }
    await Promise.allSettled([
      bed.store.spendNonce('n', start, start + 60_000),
      bed.store.updateInstance({ tenant: 't1', instance: 'a', refuses: failing }),
    ])
    await bed.reopen()
    expect(await bed.store.spendNonce('n', start, start + 60_000)).toBe(false)
  })

  test('thousands of nonces stay spent', async () => {
    await using bed = await open()
    const spendAll = (nonces: readonly string[]) =>
      Promise.all(nonces.map((nonce) => bed.store.spendNonce(nonce, start, start + 60_000)))
    const nonces = Array.from({ length: 5000 }, (_, index) => `nonce-${index}`)
    await spendAll(nonces)
    await bed.reopen()
    expect((await spendAll(nonces)).some(Boolean)).toBe(false)
    expect(await spendAll(['another'])).toEqual([true])
  })

  test('tokens and idempotency tokens are remembered', async () => {
    await using bed = await open()
    const creation = aCreation(anInstance('a'), { idempotency: anIdempotencyToken() })
    await bed.store.createInstance(creation)
    await bed.store.saveToken(aToken())
    await bed.reopen()
    expect(await bed.store.createInstance(creation)).toEqual({ kind: 'created-before', instance: 'a' })
    expect(await bed.store.findToken('one', 'hash-1')).toEqual(aToken())
  })

  test('what it was filled with is recognised', async () => {
    await using bed = await open()
    const unasked = () => Promise.reject(new Error('The contents were asked for'))
    await bed.reopen()
    expect(await bed.store.load('fleet', unasked)).toBe('same')
    expect(await bed.store.load('another', unasked)).toBe('other')
  })

  test('what was asked for before the store was closed is kept if it is acknowledged', async () => {
    await using bed = await open([anInstance('a')])
    const pending = Promise.allSettled([bed.store.changeTags(aChange({ set: tags('k=v') }))])
    await bed.reopen()
    const [answer] = await pending
    const found = await bed.store.tagsOf('t1', north, ['a'])
    expect(found.get('a')).toEqual(answer.status === 'fulfilled' ? tags('k=v') : [])
  })
}
