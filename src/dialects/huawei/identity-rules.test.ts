import { expect, test } from 'vitest'
import type { Named } from '../identity-rules.ts'
import { identityRules } from './identity-rules.ts'

const id = '0123456789abcdef0123456789abcdef'
const account = { realm: 'huawei', id, name: 'acme' }

test.each<[text: string, named: Named]>([
  [`iam::${id}:user:ops`, { account: id, kind: 'user', name: 'ops' }],
  [`iam::${id}:user:with:colon`, { account: id, kind: 'user', name: 'with:colon' }],
  [`iam::${id}:group:testers`, { account: id, kind: 'group', name: 'testers' }],
  [`iam::${id}:agency:backup`, { account: id, kind: 'role', name: 'backup' }],
])('%s is read as it is written', (text, named) => {
  expect(identityRules.readName(text)).toEqual(named)
  expect(identityRules.fullName(named)).toBe(text)
})

test('a session goes by its agency', () => {
  const named = { account: id, kind: 'role', name: 'backup' }
  expect(identityRules.readName(`sts::${id}:assumed-agency:backup/night`)).toEqual(named)
})

test.each(['ops', 'user/ops', `iam::${id}:user:`, 'iam:user:ops', ''])('%j is no name', (text) => {
  expect(identityRules.readName(text)).toBeUndefined()
})

test('a domain comes with its projects, each in the region of its name', () => {
  const made = identityRules.newAccount({ name: 'acme', projects: ['cn-north-4', 'cn-east-3_team'] })
  expect(made).toMatchObject({
    account: { id: expect.stringMatching(/^[0-9a-f]{32}$/) },
    principals: [],
    tenants: [{ region: 'cn-north-4' }, { region: 'cn-east-3' }],
  })
})

test.each([
  ['1234567', 'Choose a password of 8 to 128 characters'],
  ['12345678', undefined],
  ['x'.repeat(128), undefined],
  ['x'.repeat(129), 'Choose a password of 8 to 128 characters'],
])('password %s', (password, objection) => {
  expect(identityRules.passwordObjection?.(password)).toBe(objection)
})

test.each([
  [899, true],
  [900, false],
  [86_400, false],
  [86_401, true],
])('an agency whose credentials last at most %i s is refused: %s', (sessionSecondsMax, refused) => {
  const made = identityRules.newRole({ account, name: 'backup', trust: {}, sessionSecondsMax })
  expect('objection' in made).toBe(refused)
})

test('keys are never the same', () => {
  const ids = Array.from({ length: 100 }, identityRules.newKeyId)
  expect(new Set(ids).size).toBe(100)
  for (const each of ids) expect(each).toMatch(/^[0-9A-Z]{20}$/)
})
