import { expect, test } from 'vitest'
import { introduce } from './introduce.ts'
import { seedContents } from './seed-contents.ts'
import { seedProblems } from './seed-problems.ts'
import { seedSchema } from './seed-schema.ts'

const id = (digit: string) => digit.repeat(32)

const project = { id: id('1'), name: 'cn-north-4' }
const user = { name: 'admin', admin: true, password: 'Passw0rd', accessKeys: [{ id: 'AK1', secret: 'SK1' }] }
const instance = { id: `${id('a')}in02`, project: 'cn-north-4', name: 'orders-db', tags: {} }
const domain = { id: id('d'), name: 'acme', projects: [project], users: [user], instances: [instance] }

const withInstance = (part: object) => ({ domains: [{ ...domain, instances: [{ ...instance, ...part }] }] })
const readAll = { Version: '5.0', Statement: [{ Effect: 'Allow', Action: 'dds:*:list*' }] }
const withPolicies = (...policies: unknown[]) => ({ domains: [{ ...domain, users: [{ ...user, policies }] }] })
const withDomain = (part: object) => ({ domains: [{ ...domain, ...part }] })
const withGroups = (...groups: object[]) => withDomain({ groups })
const agency = { name: 'auditor', trustDomain: 'acme' }
const withAgencies = (...agencies: object[]) => withDomain({ agencies })

function issues(section: unknown): string[] {
  const { error, data } = seedSchema.safeParse(section)
  const found = error ? error.issues : seedProblems(data ?? { domains: [] })
  return found.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

test('a good section has no problem', () => {
  expect(issues({ domains: [domain] })).toEqual([])
  expect(issues(withPolicies(readAll, 'DDS ReadOnlyAccess'))).toEqual([])
})

test.each([
  ['an unknown member', withInstance({ colour: 'red' }), 'domains.0.instances.0: Unrecognized key'],
  ['a number as a tag value', withInstance({ tags: { env: 1 } }), 'domains.0.instances.0.tags.env: Quote the value'],
  ['a boolean as a tag value', withInstance({ tags: { env: true } }), 'tags.env: Quote the value'],
  [
    'a tag key against the rules',
    withInstance({ tags: { _sys_a: 'x' } }),
    'tags._sys_a: Choose another tag key than "_sys_a"',
  ],
  ['a tag value against the rules', withInstance({ tags: { a: 'x*' } }), 'tags.a: Choose another tag value than "x*"'],
  [
    'an instance name against the rules',
    withInstance({ name: '1db' }),
    'name: Choose another instance name than "1db"',
  ],
  ['an unknown project', withInstance({ project: 'nowhere' }), 'project: Name a project of the domain, not "nowhere"'],
  ['an instance id of another form', withInstance({ id: 'db-1' }), 'instances.0.id: Write 32 hexadecimal digits'],
  [
    'too many tags',
    withInstance({ tags: Object.fromEntries([...'abcdefghijk'].map((k) => [k, ''])) }),
    'instances.0.tags: Give at most 10 tags, not 11',
  ],
  [
    'an instance id twice',
    withDomain({ instances: [instance, instance] }),
    `instances.1.id: Give instance "${id('a')}in02" only once`,
  ],
  [
    'a project id twice',
    withDomain({ projects: [project, { ...project, name: 'x' }] }),
    `projects.1.id: Give project "${id('1')}" only once`,
  ],
  [
    'a project name twice',
    withDomain({ projects: [project, { ...project, id: id('2') }] }),
    'projects.1.name: Give project "cn-north-4" only once',
  ],
  ['a user name twice', withDomain({ users: [user, { name: 'admin' }] }), 'users.1.name: Give user "admin" only once'],
  [
    'an access key twice',
    withDomain({ users: [user, { ...user, name: 'b' }] }),
    'users.1.accessKeys.0.id: Give access key "AK1" only once',
  ],
  [
    'a user id twice',
    withDomain({
      users: [
        { ...user, id: id('5') },
        { name: 'b', id: id('5') },
      ],
    }),
    `users.1.id: Give id "${id('5')}" only once`,
  ],
  [
    'a policy of no version',
    withPolicies({ ...readAll, Version: '2' }),
    'users.0.policies.0.Version: Set Version to "5.0"',
  ],
  [
    'a fault deep in a policy',
    withPolicies('DDS FullAccess', { Version: '1.1', Statement: [{ Effect: 'Maybe', Action: ['dds:*:*'] }] }),
    'domains.0.users.0.policies.1.Statement.0.Effect: Set Effect to "Allow" or "Deny"',
  ],
  [
    'a third access key',
    withDomain({ users: [{ ...user, accessKeys: ['AK1', 'AK2', 'AK3'].map((key) => ({ id: key, secret: 'SK' })) }] }),
    'users.0.accessKeys: Give a user at most 2 access keys',
  ],
  ['a group twice', withGroups({ name: 'dev' }, { name: 'dev' }), 'groups.1.name: Give group "dev" only once'],
  [
    'a group of an unknown user',
    withGroups({ name: 'dev', users: ['admin', 'ann'] }),
    'groups.0.users.1: Name a user of the domain, not "ann"',
  ],
  [
    'a user twice in a group',
    withGroups({ name: 'dev', users: ['admin', 'admin'] }),
    'groups.0.users.1: Give member "admin" only once',
  ],
  [
    'a fault in the policy of a group',
    withGroups({ name: 'dev', policies: ['DDS Everything'] }),
    'groups.0.policies.0: Name a policy that the vendor',
  ],
  ['an agency twice', withAgencies(agency, agency), 'agencies.1.name: Give agency "auditor" only once'],
  [
    'an agency for a domain that is not there',
    withAgencies({ ...agency, trustDomain: 'globex' }),
    'agencies.0.trustDomain: Name a domain of this file, not "globex"',
  ],
  ['an agency for too short', withAgencies({ ...agency, duration: 899 }), 'agencies.0.duration: Too small'],
  ['an agency for too long', withAgencies({ ...agency, duration: 86_401 }), 'agencies.0.duration: Too big'],
  ['an agency name with a slash', withAgencies({ ...agency, name: 'a/b' }), 'agencies.0.name: Write 1 to 64 letters'],
  [
    'a fault in the policy of an agency',
    withAgencies({ ...agency, policies: [{ ...readAll, Version: '2' }] }),
    'agencies.0.policies.0.Version: Set Version to "5.0"',
  ],
  [
    'an agency with the id of a user',
    withDomain({ users: [{ ...user, id: id('5') }], agencies: [{ ...agency, id: id('5') }] }),
    `agencies.0.id: Give id "${id('5')}" only once`,
  ],
  ['an unknown system policy', withPolicies('DDS Everything'), 'users.0.policies.0: Name a policy that the vendor'],
  ['a policy that is neither', withPolicies(7), 'users.0.policies.0: Name a system policy or write a document'],
  [
    'a domain name twice',
    { domains: [domain, { id: id('e'), name: 'acme' }] },
    'domains.1.name: Give domain "acme" only once',
  ],
  [
    'a domain twice',
    { domains: [domain, { id: id('d'), name: 'other' }] },
    `domains.1.id: Give domain "${id('d')}" only once`,
  ],
])('%s is a problem', (_, section, problem) => {
  expect(issues(section)).toEqual([expect.stringContaining(problem)])
})

test('a project may allow more tags', () => {
  const tags = Object.fromEntries([...'abcdefghijk'].map((key) => [key, '']))
  const projects = [{ ...project, maxTagsPerInstance: 11 }]
  expect(issues({ domains: [{ ...domain, projects, instances: [{ ...instance, tags }] }] })).toEqual([])
})

test('a section becomes accounts, tenants, principals, keys and instances', async () => {
  const section = seedSchema.parse({
    domains: [
      {
        ...domain,
        projects: [project, { id: id('2'), name: 'cn-north-4_team', lenientCreateValue: true }],
        instances: [{ ...instance, project: id('2'), tags: JSON.parse('{"b":"2","a":"1","__proto__":"x"}') }],
      },
    ],
  })
  const secrets = { sealSecret: (text: string) => Buffer.from(`sealed ${text}`), hashPassword: async () => 'hashed' }
  const contents = await seedContents(section, secrets, 1000)
  expect(contents.accounts).toEqual([{ realm: 'huawei', id: id('d'), name: 'acme' }])
  expect(contents.tenants).toMatchObject([
    { id: id('1'), region: 'cn-north-4', settings: {} },
    { id: id('2'), region: 'cn-north-4', settings: { lenientCreateValue: true } },
  ])
  expect(contents.principals).toMatchObject([{ name: 'admin', kind: 'user', administrator: true }])
  expect(contents.passwords).toMatchObject([{ passwordHash: 'hashed' }])
  expect(contents.accessKeys).toMatchObject([{ id: 'AK1', active: true, sealedSecret: Buffer.from('sealed SK1') }])
  expect(contents.instances).toMatchObject([{ tenant: id('2'), region: 'cn-north-4', createdAt: 1000, readyAt: 1000 }])
  expect(contents.instances[0]?.tags).toEqual([
    { key: 'b', value: '2' },
    { key: 'a', value: '1' },
    { key: '__proto__', value: 'x' },
  ])
})

const secrets = { sealSecret: () => new Uint8Array(), hashPassword: async () => '' }

test('groups are those of their members, and keep their policies to themselves', async () => {
  const groups = [
    { name: 'dev', users: ['admin'], policies: ['DDS FullAccess', { name: 'read', document: readAll }] },
    { name: 'idle', users: [] },
  ]
  const contents = await seedContents(seedSchema.parse(withDomain({ groups })), secrets, 0)
  const dev = {
    realm: 'huawei',
    account: id('d'),
    name: 'dev',
    policies: [{ name: 'DDS FullAccess' }, { name: 'read', document: readAll }],
  }
  expect(contents.groups).toEqual([dev, { ...dev, name: 'idle', policies: [] }])
  expect(contents.principals).toMatchObject([{ name: 'admin', policies: [], groups: [dev] }])
})

test.each(['acme', id('d')])('an agency is a role that the users of domain %s may assume', async (trustDomain) => {
  const section = seedSchema.parse(
    withAgencies({ ...agency, trustDomain }, { ...agency, name: 'short', duration: 900 }),
  )
  const { principals } = await seedContents(section, secrets, 0)
  const trust = { trust_domain_id: id('d'), trust_domain_name: 'acme' }
  expect(principals).toMatchObject([
    { kind: 'user' },
    { kind: 'role', name: 'auditor', administrator: false, assumption: { trust, sessionSecondsMax: 86_400 } },
    { kind: 'role', name: 'short', assumption: { trust, sessionSecondsMax: 900 } },
  ])
  expect(new Set(principals.map((principal) => principal.id)).size).toBe(3)
})

test('the banner shows what to paste for each client', () => {
  const lines = introduce(seedSchema.parse({ domains: [domain] }), new URL('http://127.0.0.1:7070')).join('\n')
  for (const part of [
    '/v3/auth/tokens',
    '/tags',
    'GaussDBforNoSQLClient',
    '{"provider":{"huaweicloud":',
    'AK1',
    'SK1',
  ]) {
    expect(lines).toContain(part)
  }
  const banner = introduce(seedSchema.parse(withAgencies(agency)), new URL('http://127.0.0.1:7070')).join('\n')
  expect(banner).toContain('  agency auditor of acme, for the users of acme\n')
  expect(introduce(seedSchema.parse({ domains: [] }), new URL('http://127.0.0.1:7070'))).toEqual([])
})
