import { expect, test } from 'vitest'
import { aChange, anInstance, type OpenBed, start, tags } from './bed.conformance.ts'

const minute = 60_000

/** What a store promises of nonces. */
export function noncesConformance(open: OpenBed): void {
  const spend = (bed: Awaited<ReturnType<OpenBed>>, nonce: string, expiresAt = start + 30 * minute) =>
    bed.store.spendNonce(nonce, bed.clock.at, expiresAt)

  test('a nonce is spent once', async () => {
    await using bed = await open()
    expect(await spend(bed, 'n')).toBe(true)
    expect(await spend(bed, 'n')).toBe(false)
  })

  test('nonces that differ in a letter, in case or in length are different', async () => {
    await using bed = await open()
    for (const nonce of ['', 'n', 'N', 'n ', 'n\0', '😀', 'é', 'e\u0301', 'n'.repeat(10_000)]) {
      expect(await spend(bed, nonce), JSON.stringify(nonce.slice(0, 9))).toBe(true)
    }
  })

  test('of those who spend a nonce at the same time, exactly one may', async () => {
    await using bed = await open()
    const answers = await Promise.all(Array.from({ length: 50 }, () => spend(bed, 'n')))
    expect(answers.filter(Boolean)).toHaveLength(1)
  })

  test('a nonce is remembered until it expires, and may then be used anew', async () => {
    await using bed = await open()
    const expiresAt = start + 15 * minute
    await spend(bed, 'n', expiresAt)
    bed.clock.at = expiresAt - 1
    expect(await spend(bed, 'n', expiresAt + 15 * minute)).toBe(false)
    bed.clock.at = expiresAt + 2000
    expect(await spend(bed, 'n', expiresAt + 30 * minute)).toBe(true)
    expect(await spend(bed, 'n', expiresAt + 30 * minute)).toBe(false)
  })

  test('an earlier nonce that expires later outlives those around it', async () => {
    await using bed = await open()
    await Promise.all([spend(bed, 'long', start + 30 * minute), spend(bed, 'short', start + minute)])
    bed.clock.at = start + 20 * minute
    expect(await spend(bed, 'short', start + 35 * minute)).toBe(true)
    expect(await spend(bed, 'long', start + 35 * minute)).toBe(false)
  })

  test('thousands of nonces are told apart', async () => {
    await using bed = await open()
    const nonces = Array.from({ length: 6000 }, (_, index) => `nonce-${index}`)
    const first = await Promise.all(nonces.map((nonce) => spend(bed, nonce)))
    const second = await Promise.all(nonces.map((nonce) => spend(bed, nonce)))
    expect(first.every(Boolean)).toBe(true)
    expect(second.some(Boolean)).toBe(false)
  })

  test('a nonce is spent even if a write that came at the same time fails', async () => {
    await using bed = await open([anInstance('a')])
    const failing = () => {
      throw new Error('the guard failed')
    }
    const [lost, spent] = await Promise.allSettled([
      bed.store.updateInstance({ tenant: 't1', instance: 'a', refuses: failing }),
      spend(bed, 'n'),
      bed.store.changeTags(aChange({ set: tags('k=v') })),
    ])
    expect(lost.status).toBe('rejected')
    expect(spent).toEqual({ status: 'fulfilled', value: true })
    expect(await spend(bed, 'n')).toBe(false)
  })
}
