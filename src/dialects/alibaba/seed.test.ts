import { expect, test } from 'vitest'
import { introduce } from './introduce.ts'
import { seedContents } from './seed-contents.ts'
import { seedProblems } from './seed-problems.ts'
import { seedSchema } from './seed-schema.ts'

const key = { id: 'AK', secret: 'SK' }
const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'kvstore:*', Resource: '*' }] }
const trust = {
  Version: '1',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { RAM: 'acs:ram::1:root' } }],
}
/** A record would lose this member, and the condition would be none. */
const hidden: object = JSON.parse('{"__proto__":{"StringEquals":{"a":"b"}}}')
const instance = { id: 'r-1', region: 'cn-hangzhou', name: 'orders', tags: { team: 'orders' } }

function section(account: object = {}, ...more: object[]) {
  return seedSchema.parse({ accounts: [{ id: '1', accessKeys: [key], instances: [instance], ...account }, ...more] })
}

function keys(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ id: `K${index}`, secret: 's' }))
}

function problems(account: object, ...more: object[]): readonly string[] {
  return seedProblems(section(account, ...more)).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test('a section without faults has no problems', () => {
  const users = [{ name: 'u', policies: [policy, 'ReadOnlyAccess'] }]
  const groups = [{ name: 'g', users: ['u'], policies: [policy] }, { name: 'empty' }]
  expect(problems({ users, groups, roles: [{ name: 'r', trust, policies: [policy] }] })).toEqual([])
})

test.each([
  ['a number as account id', { accounts: [{ id: 1 }] }],
  ['an unknown member', { accounts: [{ id: '1', colour: 'red' }] }],
  [
    'a tag value that YAML reads as a number',
    { accounts: [{ id: '1', instances: [{ ...instance, tags: { a: 1 } }] }] },
  ],
  ['an account id as long as other clouds’ ids of tenants', { accounts: [{ id: '1'.repeat(32) }] }],
  ['a policy that is a number', { accounts: [{ id: '1', users: [{ name: 'u', policies: [1] }] }] }],
  ['a role’s maximum below an hour', { accounts: [{ id: '1', roles: [{ name: 'r', maxSessionDuration: 3599 }] }] }],
  ['a role’s maximum over 12 hours', { accounts: [{ id: '1', roles: [{ name: 'r', maxSessionDuration: 43_201 }] }] }],
  ['a group’s name with a blank', { accounts: [{ id: '1', groups: [{ name: 'a b' }] }] }],
  [
    'a permanent key with a temporary one’s id',
    { accounts: [{ id: '1', accessKeys: [{ id: 'STS.x', secret: 's' }] }] },
  ],
  ['a secret that is missing', { accounts: [{ id: '1', accessKeys: [{ id: 'AK' }] }] }],
])('the schema refuses %s', (_what, value) => {
  expect(seedSchema.safeParse(value).success).toBe(false)
})

test.each([
  ['accounts.1.id: Give account "1" only once', {}, [{ id: '1' }]],
  ['accounts.1.accessKeys.0.id: Give access key "AK" only once', {}, [{ id: '2', accessKeys: [key] }]],
  ['accounts.0.users.1.name: Give user "u" only once', { users: [{ name: 'u' }, { name: 'u' }] }, []],
  [
    'accounts.0.users.0.accessKeys.0.id: Give access key "AK" only once',
    { users: [{ name: 'u', accessKeys: [key] }] },
    [],
  ],
  ['accounts.0.roles.1.name: Give role "r" only once', { roles: [{ name: 'r' }, { name: 'r' }] }, []],
  ['accounts.0.groups.1.name: Give group "g" only once', { groups: [{ name: 'g' }, { name: 'g' }] }, []],
  [
    'accounts.0.groups.0.users.0: Name a user of the account, not "r"',
    { groups: [{ name: 'g', users: ['r'] }], roles: [{ name: 'r' }] },
    [],
  ],
  [
    'accounts.0.groups.0.users.1: Give member "u" only once',
    { users: [{ name: 'u' }], groups: [{ name: 'g', users: ['u', 'u'] }] },
    [],
  ],
  [
    'accounts.0.groups.0.policies.0: Name a policy that the vendor brings along, not "Everything"',
    { groups: [{ name: 'g', policies: ['Everything'] }] },
    [],
  ],
  ['accounts.0.accessKeys.5: Give at most 5 access keys, not 6', { accessKeys: keys(6) }, []],
  [
    'accounts.0.users.0.accessKeys.2: Give at most 2 access keys, not 3',
    { users: [{ name: 'u', accessKeys: keys(3) }] },
    [],
  ],
  [
    'accounts.0.users.1.id: Give id "5" only once',
    {
      users: [
        { name: 'u', id: '5' },
        { name: 'v', id: '5' },
      ],
    },
    [],
  ],
  [
    'accounts.0.roles.0.id: Give id "5" only once',
    { users: [{ name: 'u', id: '5' }], roles: [{ name: 'r', id: '5' }] },
    [],
  ],
  ['accounts.0.users.0.id: Give id "1" only once', { users: [{ name: 'u', id: '1' }] }, []],
  [
    'accounts.0.users.1.id: Give id "200016854885068286" only once',
    { users: [{ name: 'u', id: '200016854885068286' }, { name: 'v' }] },
    [],
  ],
  [
    'accounts.0.users.0.policies.0.Statement.0.Condition.__proto__: Write an operator of this policy language instead of "__proto__"',
    { users: [{ name: 'u', policies: [{ ...policy, Statement: [{ ...policy.Statement[0], Condition: hidden }] }] }] },
    [],
  ],
  ['accounts.0.instances.1.id: Give instance "r-1" only once', { instances: [instance, instance] }, []],
  [
    'accounts.0.instances.0.name: Choose another instance name than "1orders"',
    { instances: [{ ...instance, name: '1orders' }] },
    [],
  ],
  [
    'accounts.0.instances.0.region: Name a region of ApsaraDB for Redis, not "mars-1"',
    { instances: [{ ...instance, region: 'mars-1' }] },
    [],
  ],
  [
    'accounts.0.instances.0.zone: Name a zone of cn-hangzhou, not "cn-beijing-a"',
    { instances: [{ ...instance, zone: 'cn-beijing-a' }] },
    [],
  ],
  [
    'accounts.0.instances.0.instanceClass: Name an instance class on sale, not "huge"',
    { instances: [{ ...instance, instanceClass: 'huge' }] },
    [],
  ],
  [
    'accounts.0.instances.0.expiresAt: Give "expiresAt" to PrePaid instances only',
    { instances: [{ ...instance, expiresAt: '2036-01-01T00:00:00Z' }] },
    [],
  ],
  [
    'accounts.0.instances.0.tags.acs:x: Choose another tag key than "acs:x"',
    { instances: [{ ...instance, tags: { 'acs:x': '' } }] },
    [],
  ],
  [
    'accounts.0.instances.0.tags.a: Choose another tag value than "http://x"',
    { instances: [{ ...instance, tags: { a: 'http://x' } }] },
    [],
  ],
  [
    'accounts.0.instances.0.tags: Give at most 20 tags, not 21',
    { instances: [{ ...instance, tags: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, ''])) }] },
    [],
  ],
  [
    'accounts.0.users.0.policies.1: Name a policy that the vendor brings along, not "Everything"',
    { users: [{ name: 'u', policies: ['AdministratorAccess', 'Everything'] }] },
    [],
  ],
  [
    'accounts.0.users.0.policies.0.Version: Set Version to "1"',
    { users: [{ name: 'u', policies: [{ ...policy, Version: '2' }] }] },
    [],
  ],
  [
    'accounts.0.roles.0.policies.0.Statement.0.Effect: Set Effect to "Allow" or "Deny"',
    { roles: [{ name: 'r', policies: [{ ...policy, Statement: [{ Action: '*', Resource: '*' }] }] }] },
    [],
  ],
  [
    'accounts.0.roles.0.trust.Statement.0.Resource: Remove "Resource": a statement of version 1 has Effect, Principal, Action, NotAction and Condition',
    { roles: [{ name: 'r', trust: { ...trust, Statement: [{ ...trust.Statement[0], Resource: '*' }] } }] },
    [],
  ],
])('%s', (problem, account, more) => {
  expect(problems(account, ...more)).toEqual([problem])
})

test('as many keys as there may be', () => {
  expect(
    problems({ accessKeys: keys(5), users: [{ name: 'u', accessKeys: [{ id: 'A', secret: 's' }, key] }] }),
  ).toEqual([])
})

test('two accounts may have instances and users of the same id and name', () => {
  const users = [{ name: 'u', id: '5' }]
  expect(problems({ users }, { id: '2', users, instances: [instance] })).toEqual([])
})

test('an account is a tenant over all regions, with its root, users and roles', async () => {
  const users = [{ name: 'ops', accessKeys: [{ id: 'OPS', secret: 's', status: 'Inactive' }] }]
  const sealSecret = (secret: string) => Buffer.from(`sealed ${secret}`)
  const contents = await seedContents(section({ users, roles: [{ name: 'reader' }] }), { sealSecret }, 5)
  expect(contents.tenants).toEqual([{ realm: 'alibaba', id: '1', account: '1', name: '1', region: '', settings: {} }])
  expect(contents.principals.map(({ kind, name, administrator }) => [kind, name, administrator])).toEqual([
    ['root', '1', true],
    ['user', 'ops', false],
    ['role', 'reader', false],
  ])
  expect(contents.accessKeys.map(({ id, principal, active }) => [id, principal.name, active])).toEqual([
    ['AK', '1', true],
    ['OPS', 'ops', false],
  ])
  expect(contents.accessKeys[0]?.sealedSecret).toEqual(Buffer.from('sealed SK'))
  expect(contents.instances).toMatchObject([
    { tenant: '1', id: 'r-1', createdAt: 5, readyAt: 5, tags: [{ key: 'team', value: 'orders' }] },
  ])
})

test('a user is in the groups that name him, and a role says who may assume it', async () => {
  const groups = [
    { name: 'g', users: ['u'], policies: ['ReadOnlyAccess'] },
    { name: 'h', policies: [policy] },
  ]
  const roles = [{ name: 'r', trust, maxSessionDuration: 7200 }, { name: 's', trust }, { name: 't' }]
  const account = section({ users: [{ name: 'u' }, { name: 'v' }], groups, roles })
  const contents = await seedContents(account, { sealSecret: Buffer.from }, 5)
  const [g, h] = [
    { realm: 'alibaba', account: '1', name: 'g', policies: [{ name: 'ReadOnlyAccess' }] },
    { realm: 'alibaba', account: '1', name: 'h', policies: [{ name: 'policy-1', document: policy }] },
  ]
  expect(contents.groups).toEqual([g, h])
  expect(contents.principals.map(({ name, groups, assumption }) => [name, groups, assumption])).toEqual([
    ['1', [], undefined],
    ['u', [g], undefined],
    ['v', [], undefined],
    ['r', [], { trust, sessionSecondsMax: 7200 }],
    ['s', [], { trust, sessionSecondsMax: 3600 }],
    ['t', [], undefined],
  ])
})

test('the banner names the endpoint and the keys, and has a line to paste for each client', () => {
  const lines = introduce(section(), new URL('http://127.0.0.1:7070'))
  expect(lines[0]).toContain('http://127.0.0.1:7070')
  expect(lines[1]).toMatch(/account 1 +AK +SK/)
  expect(lines.slice(2).map((line) => line.trim().split(' ')[0])).toEqual(['SDK', 'CLI', 'Terraform'])
})
