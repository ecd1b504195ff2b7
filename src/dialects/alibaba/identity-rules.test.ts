import { expect, test } from 'vitest'
import type { Named } from '../identity-rules.ts'
import { identityRules } from './identity-rules.ts'

const id = '1234567890123456'
const account = { realm: 'alibaba', id, name: 'acme' }

test.each<[text: string, named: Named]>([
  [`acs:ram::${id}:root`, { account: id, kind: 'root', name: '' }],
  [`acs:ram::${id}:user/ops`, { account: id, kind: 'user', name: 'ops' }],
  [`acs:ram::${id}:group/testers`, { account: id, kind: 'group', name: 'testers' }],
  [`acs:ram::${id}:role/reader`, { account: id, kind: 'role', name: 'reader' }],
])('%s is read as it is written', (text, named) => {
  expect(identityRules.readName(text)).toEqual(named)
  expect(identityRules.fullName(named)).toBe(text)
})

test.each([`acs:ram::${id}:assumed-role/reader/alice`, `acs:ram::${id}:role/reader/alice`])(
  'a session goes by its role: %s',
  (text) => expect(identityRules.readName(text)).toEqual({ account: id, kind: 'role', name: 'reader' }),
)

test.each(['ops', 'user/ops', 'acs:ram::x:user/ops', `acs:ram::${id}:user/`, ''])('%j is no name', (text) => {
  expect(identityRules.readName(text)).toBeUndefined()
})

test('an account comes with itself, who may do everything, and is a tenant', () => {
  const made = identityRules.newAccount({ name: 'acme', projects: [] })
  expect(made).toMatchObject({
    account: { id: expect.stringMatching(/^\d{16}$/), name: 'acme' },
    principals: [{ kind: 'root', administrator: true }],
    tenants: [{ region: '' }],
  })
})

test('who gets a name that somebody had before is somebody else', () => {
  const draft = { account, name: 'ops', administrator: false }
  const [one, other] = [identityRules.newUser(draft), identityRules.newUser(draft)] as { id: string }[]
  expect(one?.id).toMatch(/^2\d{17}$/)
  expect(one?.id).not.toBe(other?.id)
})

test.each([
  [3599, true],
  [3600, false],
  [43_200, false],
  [43_201, true],
])('a role whose sessions last at most %i s is refused: %s', (sessionSecondsMax, refused) => {
  const made = identityRules.newRole({ account, name: 'reader', trust: {}, sessionSecondsMax })
  expect('objection' in made).toBe(refused)
})

test('keys are never the same', () => {
  const ids = Array.from({ length: 100 }, identityRules.newKeyId)
  expect(new Set(ids).size).toBe(100)
  for (const each of ids) expect(each).toMatch(/^LTAI5t[A-Za-z0-9]{18}$/)
})
