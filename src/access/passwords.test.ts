import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

/** Little, where the rule is the same whatever it costs. */
const cost = { N: 2 ** 10, r: 8, p: 1 }

test.each(['Passw0rd', '', ' ', '密码 😀', 'with$dollars$', 'a\0b', 'x'.repeat(4096)])(
  '%j is taken for itself',
  async (password) => {
    expect(await verifyPassword(password, await hashPassword(password, cost))).toBe(true)
  },
)

test.each([
  ['another', 'Passw0re'],
  ['another letter case', 'passw0rd'],
  ['the beginning', 'Passw0r'],
  ['more', 'Passw0rd '],
  ['up to a NUL', 'Passw0rd\0'],
  ['nothing', ''],
])('%s is refused', async (_what, password) => {
  expect(await verifyPassword(password, await hashPassword('Passw0rd', cost))).toBe(false)
})

test('two hashes of one password differ, and hold neither it nor its hash without salt', async () => {
  const [one, other] = await Promise.all([hashPassword('Passw0rd', cost), hashPassword('Passw0rd', cost)])
  expect(one).not.toBe(other)
  expect(one).not.toContain('Passw0rd')
})

test('letters typed as one code point or as two are the same password', async () => {
  expect(await verifyPassword('e\u0301', await hashPassword('\u00e9', cost))).toBe(true)
})

test('a hash says its cost, so that one of another cost is still verified', async () => {
  expect(await hashPassword('Passw0rd')).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/)
  const cheap = 'scrypt$2$1$1$c2FsdA$S34fUiGICoef_YFCrP0oKBE51lra4XQ87ZCrg-D8kNY'
  expect(await verifyPassword('Passw0rd', cheap)).toBe(true)
  expect(await verifyPassword('Passw0re', cheap)).toBe(false)
  const dear = await hashPassword('Passw0rd', { N: 2 ** 17, r: 8, p: 1 })
  expect(await verifyPassword('Passw0rd', dear)).toBe(true)
})
