import { expect, test } from 'vitest'
import { openDatabaseInMemory } from './database-file.ts'
import { Nonces } from './nonces.ts'

const start = Date.UTC(2026, 0, 1)
const minute = 60_000

function bed() {
  const { database, close } = openDatabaseInMemory()
  const rows = () => database.prepare<[], number>('select count(*) from nonce_batch').pluck().get()
  const remembers = (nonce: string, now = start) => !new Nonces(database, now).spend(nonce, now, now + minute)
  return { nonces: new Nonces(database, start), database, rows, remembers, [Symbol.dispose]: close }
}

test('the nonces of one commit are one row', () => {
  using one = bed()
  for (const nonce of ['a', 'b', 'c']) one.nonces.spend(nonce, start, start + minute)
  one.nonces.write(start)
  one.nonces.written()
  expect(one.rows()).toBe(1)
  expect(['a', 'b', 'c', 'd'].map((nonce) => one.remembers(nonce))).toEqual([true, true, true, false])
})

test('a commit without new nonces writes no row', () => {
  using one = bed()
  one.nonces.write(start)
  one.nonces.written()
  expect(one.rows()).toBe(0)
})

test('what a commit that failed had written is written with the next', () => {
  using one = bed()
  one.nonces.spend('a', start, start + minute)
  one.database.exec('begin')
  one.nonces.write(start)
  one.database.exec('rollback')
  expect(one.remembers('a')).toBe(false)
  one.nonces.write(start)
  one.nonces.written()
  expect(one.remembers('a')).toBe(true)
})

test('a row stays until the last of its nonces expires', () => {
  using one = bed()
  one.nonces.spend('short', start, start + minute)
  one.nonces.spend('long', start, start + 3 * minute)
  one.nonces.write(start)
  one.nonces.written()
  expect(one.remembers('long', start + 2 * minute)).toBe(true)
  expect(one.remembers('short', start + 2 * minute)).toBe(false)
})

test('expired rows go faster than new ones come', () => {
  using one = bed()
  const commit = (nonce: string, now: number) => {
    one.nonces.spend(nonce, now, now + minute)
    one.nonces.write(now)
    one.nonces.written()
  }
  for (let index = 0; index < 40; index++) commit(`old ${index}`, start)
  for (let index = 0; index < 10; index++) commit(`new ${index}`, start + 2 * minute)
  expect(one.rows()).toBe(10)
})
