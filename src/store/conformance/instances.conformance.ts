import { expect, test } from 'vitest'
import type { TaggedInstance } from '../instance.ts'
import {
  aChange,
  aCreation,
  aDeletion,
  aJob,
  anIdempotencyToken,
  anInstance,
  type OpenBed,
  start,
  tags,
} from './bed.conformance.ts'

/** What a store promises of single instances: made, read, changed and removed, with their jobs. */
export function instancesConformance(open: OpenBed): void {
  const a = anInstance('a', { tags: tags('env=prod', 'app=') })

  test('an instance that was made is found as it was given', async () => {
    await using bed = await open()
    const details = { class: 'large', count: 4, nested: { list: [1, null, '😀'] }, __proto__x: '' }
    const made = anInstance('a', { ...a, name: '注文 %_ \'"', expiresAt: start + 9, details })
    expect(await bed.store.createInstance(aCreation(made))).toEqual({ kind: 'created', instance: made })
    expect(await bed.store.findInstance('t1', 'a')).toEqual(made)
  })

  test('an instance that pays as it is used has no expiry', async () => {
    await using bed = await open([a])
    expect(await bed.store.findInstance('t1', 'a')).not.toHaveProperty('expiresAt')
  })

  test('an instance is not found by another tenant', async () => {
    await using bed = await open([a])
    expect(await bed.store.findInstance('t2', 'a')).toBeUndefined()
    expect(await bed.store.findInstance('t1', 'A')).toBeUndefined()
  })

  test('the tags of a creation are one change in the log', async () => {
    await using bed = await open()
    await bed.store.createInstance(aCreation(a, { operation: 'Create', requestId: 'r-7' }))
    const of = { tenant: 't1', revision: 1, instance: 'a', operation: 'Create', requestId: 'r-7' }
    const rows = await bed.store.readChanges('t1', 0, 10)
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual(expect.objectContaining({ ...of, key: 'env', after: 'prod' }))
    expect(rows).toContainEqual(expect.objectContaining({ ...of, key: 'app', after: '' }))
  })

  test('a creation with too many tags makes nothing, neither job nor token', async () => {
    await using bed = await open()
    const idempotency = anIdempotencyToken()
    const creation = aCreation(a, { tagsPerInstanceMax: 1, job: aJob('j'), idempotency })
    expect(await bed.store.createInstance(creation)).toEqual({ kind: 'over-limit', instances: ['a'], limit: 1 })
    expect(await bed.store.findInstance('t1', 'a')).toBeUndefined()
    expect(await bed.store.findJob('t1', 'j')).toBeUndefined()
    expect(await bed.store.createInstance({ ...creation, tagsPerInstanceMax: 2 })).toMatchObject({ kind: 'created' })
  })

  test('a creation with an id that is taken fails wholly', async () => {
    await using bed = await open([a])
    const again = aCreation(anInstance('a', { name: 'second', tags: tags('k=v') }), { job: aJob('j') })
    await expect(bed.store.createInstance(again)).rejects.toThrow()
    expect(await bed.store.findInstance('t1', 'a')).toEqual(a)
    expect(await bed.store.findJob('t1', 'j')).toBeUndefined()
  })

  test('two tenants may have instances of the same id', async () => {
    await using bed = await open([a])
    const namesake = anInstance('a', { tenant: 't2', tags: tags('k=v') })
    expect(await bed.store.createInstance(aCreation(namesake))).toMatchObject({ kind: 'created' })
    await bed.store.deleteInstance(aDeletion('a'))
    expect(await bed.store.findInstance('t2', 'a')).toEqual(namesake)
  })

  test('a token makes one instance, whatever comes at the same time', async () => {
    await using bed = await open()
    const idempotency = anIdempotencyToken()
    const creations = ['a', 'b', 'c', 'd'].map((id) => aCreation(anInstance(id), { idempotency }))
    const outcomes = await Promise.all(creations.map((creation) => bed.store.createInstance(creation)))
    const made = outcomes.find((outcome) => outcome.kind === 'created')?.instance.id
    const before = outcomes.filter((outcome) => outcome.kind === 'created-before')
    expect(before).toEqual(Array.from({ length: 3 }, () => ({ kind: 'created-before', instance: made })))
    expect(await bed.store.countInstances('t1', {})).toBe(1)
  })

  test('a token used for other parameters is told, and makes nothing', async () => {
    await using bed = await open()
    await bed.store.createInstance(aCreation(a, { idempotency: anIdempotencyToken() }))
    const other = aCreation(anInstance('b'), { idempotency: anIdempotencyToken({ digest: 'e' }) })
    expect(await bed.store.createInstance(other)).toEqual({ kind: 'token-used-differently' })
    expect(await bed.store.findInstance('t1', 'b')).toBeUndefined()
  })

  test('a token is the tenant’s own', async () => {
    await using bed = await open()
    const idempotency = anIdempotencyToken()
    await bed.store.createInstance(aCreation(a, { idempotency }))
    const theirs = aCreation(anInstance('b', { tenant: 't2' }), { idempotency })
    expect(await bed.store.createInstance(theirs)).toMatchObject({ kind: 'created' })
  })

  test('a token is remembered after its instance is gone', async () => {
    await using bed = await open()
    const creation = aCreation(a, { idempotency: anIdempotencyToken() })
    await bed.store.createInstance(creation)
    await bed.store.deleteInstance(aDeletion('a'))
    expect(await bed.store.createInstance(creation)).toEqual({ kind: 'created-before', instance: 'a' })
  })

  test('a token is forgotten when its time has passed, and makes another instance then', async () => {
    await using bed = await open()
    const idempotency = anIdempotencyToken()
    await bed.store.createInstance(aCreation(a, { idempotency }))
    const again = aCreation(anInstance('b'), { idempotency, at: idempotency.forgetAt })
    expect(await bed.store.createInstance(again)).toMatchObject({ kind: 'created' })
  })

  test('a job is forgotten when its time has passed', async () => {
    await using bed = await open([a, anInstance('b')])
    const first = aJob('first')
    await bed.store.deleteInstance(aDeletion('a', { job: first }))
    await bed.store.deleteInstance(aDeletion('b', { job: aJob('second'), at: first.forgetAt }))
    expect(await bed.store.findJob('t1', 'first')).toBeUndefined()
    expect(await bed.store.findJob('t1', 'second')).toBeDefined()
  })

  test('the job of a deletion carries the name that the instance had', async () => {
    await using bed = await open([a])
    const { instanceName: _, ...job } = aJob('j')
    await bed.store.deleteInstance(aDeletion('a', { job }))
    expect(await bed.store.findJob('t1', 'j')).toMatchObject({ instanceName: a.name })
  })

  test('a deletion removes the instance and its tags, as one change in the log', async () => {
    await using bed = await open([a])
    const deletion = aDeletion('a', { operation: 'Delete', job: aJob('j', { name: 'Delete' }) })
    expect(await bed.store.deleteInstance(deletion)).toEqual({ kind: 'done' })
    expect(await bed.store.findInstance('t1', 'a')).toBeUndefined()
    expect(await bed.store.listAttachedTags({ tenant: 't1', region: 'north' }, undefined, 10)).toEqual([])
    expect(await bed.store.findJob('t1', 'j')).toMatchObject({ name: 'Delete', instance: 'a' })
    const rows = await bed.store.readChanges('t1', 1, 10)
    expect(rows.map(({ revision, key, before, after }) => [revision, key, before, after]).sort()).toEqual([
      [2, 'app', '', undefined],
      [2, 'env', 'prod', undefined],
    ])
  })

  test('a deletion of an instance without tags takes no revision', async () => {
    await using bed = await open([anInstance('a'), anInstance('b')])
    await bed.store.deleteInstance(aDeletion('a'))
    expect(await bed.store.changeTags(aChange({ instances: ['b'], set: tags('k=v') }))).toMatchObject({ revision: 1 })
  })

  test('an instance of the same id that is made again starts without tags', async () => {
    await using bed = await open([a])
    await bed.store.deleteInstance(aDeletion('a'))
    await bed.store.createInstance(aCreation(anInstance('a')))
    expect(await bed.store.findInstance('t1', 'a')).toEqual(anInstance('a'))
  })

  test('an update replaces the name, and the details that it names', async () => {
    await using bed = await open([anInstance('a', { ...a, details: { class: 'large', zone: 'z1' } })])
    const details = { zone: 'z2', remark: null }
    expect(await bed.store.updateInstance({ tenant: 't1', instance: 'a', details })).toEqual({ kind: 'done' })
    await bed.store.updateInstance({ tenant: 't1', instance: 'a', name: '' })
    const expected = { ...a, name: '', details: { class: 'large', zone: 'z2', remark: null } }
    expect(await bed.store.findInstance('t1', 'a')).toEqual(expected)
  })

  test.each(['deleteInstance', 'updateInstance'] as const)(
    '%s asks its guard about the present state',
    async (method) => {
      await using bed = await open([a])
      const met: TaggedInstance[] = []
      const refuses = (current: TaggedInstance) => {
        met.push(current)
        return 'still needed'
      }
      const write = { ...aDeletion('a'), name: 'new', refuses, job: aJob('j') }
      expect(await bed.store[method](write)).toEqual({ kind: 'refused', reason: 'still needed' })
      expect(met).toEqual([a])
      expect(await bed.store.findInstance('t1', 'a')).toEqual(a)
      expect(await bed.store.findJob('t1', 'j')).toBeUndefined()
      expect(await bed.store[method]({ ...write, refuses: () => undefined })).toEqual({ kind: 'done' })
    },
  )

  test.each(['deleteInstance', 'updateInstance'] as const)(
    '%s does not find an instance of another tenant',
    async (method) => {
      await using bed = await open([a])
      const write = { ...aDeletion('a', { tenant: 't2' }), name: 'new' }
      expect(await bed.store[method](write)).toEqual({ kind: 'instances-not-found', instances: ['a'] })
      expect(await bed.store.findInstance('t1', 'a')).toEqual(a)
    },
  )

  test('a change that comes with a deletion is applied before it, or finds no instance', async () => {
    await using bed = await open([a])
    const set = () => bed.store.changeTags(aChange({ set: tags('k=v') }))
    const outcomes = await Promise.all([set(), bed.store.deleteInstance(aDeletion('a')), set()])
    expect(outcomes[1]).toEqual({ kind: 'done' })
    expect(await bed.store.findInstance('t1', 'a')).toBeUndefined()
    const rows = await bed.store.readChanges('t1', 1, 100)
    const left = new Map(rows.map(({ key, after }) => [key, after]))
    expect(new Set(left.values())).toEqual(new Set([undefined]))
  })

  test('a job is found by its tenant as it was given', async () => {
    await using bed = await open()
    const job = aJob('j', { instance: 'a', instanceName: 'Åsa’s 😀' })
    await bed.store.createInstance(aCreation(a, { job }))
    expect(await bed.store.findJob('t1', 'j')).toEqual(job)
    expect(await bed.store.findJob('t2', 'j')).toBeUndefined()
  })
}
