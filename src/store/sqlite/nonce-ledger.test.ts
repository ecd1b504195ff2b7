import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NonceLedger } from './nonce-ledger.ts'

const start = Date.UTC(2026, 0, 1)
const minute = 60_000

/** One nonce after the other, `elapsed` milliseconds apart, each to be remembered for `life`. */
const step = fc.record({
  nonce: fc.integer({ min: 0, max: 20 }).map(String),
  elapsed: fc.nat(400),
  life: fc.integer({ min: 1, max: 10 }).map((seconds) => seconds * 1000),
})

test('behaves as a map from a nonce to its expiry, in whole seconds', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const ledger = new NonceLedger()
      const map = new Map<string, number>()
      let now = start
      for (const { nonce, elapsed, life } of steps) {
        now += elapsed
        const isNew = (map.get(nonce) ?? 0) <= now
        expect(ledger.add(nonce, now, now + life) !== undefined).toBe(isNew)
        if (isNew) map.set(nonce, Math.ceil((now + life) / 1000) * 1000)
      }
    }),
  )
})

test('what was packed is remembered by another ledger, for as long', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(12_000), (steps, later) => {
      const first = new NonceLedger()
      const packed = steps.flatMap(({ nonce, life }) => [...(first.add(nonce, start, start + life) ?? [])])
      const second = new NonceLedger()
      second.restore(Uint32Array.from(packed), start + later)
      for (const nonce of new Set(steps.map((one) => one.nonce))) {
        const remembered = first.add(nonce, start + later, start + later + minute) === undefined
        expect(second.add(nonce, start + later, start + later + minute) === undefined).toBe(remembered)
      }
    }),
  )
})

test('remembers every nonce however far it grows', () => {
  const ledger = new NonceLedger()
  const nonces = Array.from({ length: 50_000 }, (_, index) => `nonce-${index}`)
  const add = (nonce: string) => ledger.add(nonce, start, start + minute) !== undefined
  expect(nonces.every(add)).toBe(true)
  expect(nonces.some(add)).toBe(false)
})

test('what expires makes room: waves of nonces never run it full', () => {
  const ledger = new NonceLedger()
  for (let wave = 0; wave < 30; wave++) {
    const now = start + wave * minute
    const add = (nonce: string) => ledger.add(nonce, now, now + minute) !== undefined
    const nonces = Array.from({ length: 2000 }, (_, index) => `${wave % 2} ${index}`)
    expect(nonces.every(add)).toBe(true)
    expect(nonces.some(add)).toBe(false)
  }
})

test('a nonce that outlives a rebuild is still remembered after it', () => {
  const ledger = new NonceLedger()
  ledger.add('long', start, start + 20 * minute)
  for (let index = 0; index < 20_000; index++) ledger.add(`${index}`, start, start + 1)
  for (let index = 0; index < 20_000; index++) ledger.add(`later ${index}`, start + minute, start + minute + 1)
  expect(ledger.add('long', start + 20 * minute - 1000, start + 40 * minute)).toBeUndefined()
})
