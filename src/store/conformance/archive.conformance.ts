import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { ArchivedRows } from '../store-archive.ts'
import { StoreError } from '../store-error.ts'
import {
  aChange,
  aCreation,
  aDeletion,
  aJob,
  anAccessKey,
  anIdempotencyToken,
  anInstance,
  aToken,
  fleet,
  role,
  type StoreHome,
  start,
  tags,
} from './bed.conformance.ts'

const minute = 60_000
/** Text that SQL, JSON or UTF-8 might take for something else. */
const odd = 'a\0b\u0001\u0002 \' " \\ {,} 😀 \uffff'

/** What a store promises of its archive: all that it holds comes out, and makes the same store elsewhere. */
export function archiveConformance(openHome: () => Promise<StoreHome>): void {
  /** A home that has seen every kind of write. */
  async function usedHome(): Promise<StoreHome> {
    const home = await openHome()
    const store = await home.openStore(() => start)
    const instances = [anInstance('a', { name: odd, details: { class: odd } }), anInstance('b', { expiresAt: start })]
    await store.load('fleet', async () => ({ ...fleet, instances }))
    await store.changeTags(aChange({ set: [...tags('z=1', 'a='), { key: odd, value: odd }] }))
    await store.changeTags(aChange({ instances: ['a', 'b'], unset: [{ key: 'z' }], set: tags('a=2') }))
    await store.createInstance(aCreation(anInstance('c'), { job: aJob('j'), idempotency: anIdempotencyToken() }))
    await store.deleteInstance(aDeletion('b'))
    await store.saveToken(aToken({ session: { name: odd } }))
    const temporary = { tokenHash: 'hash', expiresAt: start + minute, session: {} }
    const key = anAccessKey('temporary', { principal: role, temporary })
    await store.changeIdentities({ kind: 'add-access-key', key, keysMax: 0 })
    const nonces = Array.from({ length: 100 }, (_, index) => store.spendNonce(`n${index}`, start, start + minute))
    await Promise.all([...nonces, store.spendNonce('short', start, start + 1000)])
    await store.close()
    return home
  }

  test('what is imported is exported again, to the last row', async () => {
    await using source = await usedHome()
    await using target = await openHome()
    const exported = await exportedBy(source)
    expect(exported.map(({ table }) => table.name)).toContain('nonce')
    await importInto(target, exported)
    expect(await exportedBy(target)).toEqual(exported)
  })

  test('a store made by an import goes on where the other one was', async () => {
    await using source = await usedHome()
    await using target = await openHome()
    await importInto(target, await exportedBy(source))
    const [one, other] = [await source.openStore(() => start), await target.openStore(() => start)]
    const page = { offset: 0, limit: 10 }
    expect(await other.listInstances('t1', {}, page)).toEqual(await one.listInstances('t1', {}, page))
    expect(await other.readChanges('t1', 0, 100)).toEqual(await one.readChanges('t1', 0, 100))
    expect(await other.listPrincipals('one', 'acme')).toEqual(await one.listPrincipals('one', 'acme'))
    expect(await other.findToken('one', 'hash-1')).toEqual(await one.findToken('one', 'hash-1'))
    expect(await other.spendNonce('n7', start, start + minute)).toBe(false)
    expect(await other.spendNonce('n777', start, start + minute)).toBe(true)
    expect(await other.changeTags(aChange({ set: tags('next=1') }))).toMatchObject({ revision: 4 })
    await Promise.all([one.close(), other.close()])
  })

  test('nonces that have expired stay behind', async () => {
    await using home = await usedHome()
    const nonces = async (now: number) =>
      (await exportedBy(home, now)).flatMap(({ table, rows }) => (table.name === 'nonce' ? rows : []))
    expect(await nonces(start)).toHaveLength(101)
    expect(await nonces(start + 2000)).toHaveLength(100)
    expect(await nonces(start + 2 * minute)).toEqual([])
  })

  test('a store that holds anything takes no import', async () => {
    await using home = await usedHome()
    const before = await exportedBy(home)
    await expect(importInto(home, before)).rejects.toThrow(StoreError)
    expect(await exportedBy(home)).toEqual(before)
  })

  test('an import that ends early leaves nothing', async () => {
    await using source = await usedHome()
    await using target = await openHome()
    const archive = await target.openArchive()
    const cut = new Error('cut')
    async function* part() {
      yield* (await exportedBy(source)).slice(0, 8)
      throw cut
    }
    await expect(archive.import(part())).rejects.toThrow(cut)
    expect(await archive.count()).toBe(0)
    await archive.close()
  })
}

async function exportedBy(home: StoreHome, now = start): Promise<readonly ArchivedRows[]> {
  const archive = await home.openArchive()
  const exported: ArchivedRows[] = []
  for await (const rows of archive.export(now)) exported.push(rows)
  const rows = exported.flatMap(({ table, rows }) => (table.name === 'nonce' ? [] : rows))
  expect(await archive.count()).toBe(rows.length)
  await archive.close()
  return exported
}

async function importInto(home: StoreHome, exported: readonly ArchivedRows[]): Promise<void> {
  const archive = await home.openArchive()
  await archive.import(Readable.from(exported)).finally(() => archive.close())
}
