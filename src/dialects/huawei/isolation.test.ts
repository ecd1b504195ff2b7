import { describe, expect, test } from 'vitest'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { add, all1, all5, type TableCall, v1, v5, when } from './policy/decision-table/decision-row.fixture.ts'
import { version50 } from './policy/iam-grammar.ts'
import { jobOf, type Named, openTenants, tenants } from './tenants.fixture.ts'

/** An operation in a good call, about the instance or the job that is named if it names one. */
interface Row {
  readonly call: (named: Named) => Omit<TableCall, 'operation'>
  /** What a good call is answered; 200 where nothing is said. */
  readonly status?: number
  /** Which tags decide; absent where no call can satisfy a condition on tags. */
  readonly decidedBy?: 'ResourceTag' | 'RequestTag'
  /** What is answered about what does not exist, where everything is allowed. */
  readonly missing?: string
  /** The same where permission depends on the instance. */
  readonly missingWhereItDepends?: string
}

const noSuchInstance = 'DBS.280110'
const plain = () => ({})
const onInstance = { decidedBy: 'ResourceTag', missing: noSuchInstance, missingWhereItDepends: noSuchInstance } as const

const creation = {
  name: 'orders-2',
  datastore: { type: 'DDS-Community', version: '4.0' },
  region: 'cn-north-4',
  availability_zone: 'cn-north-4a',
  vpc_id: 'v',
  subnet_id: 's',
  security_group_id: 'g',
  mode: 'ReplicaSet',
  flavor: [{ type: 'replica', num: 3, size: 20, spec_code: 'dds.mongodb.c3.medium.4.repset' }],
  tags: [{ key: 'env', value: 'test' }],
}

/** Each operation that needs permission. A new one fails the tests until it has a row. */
const rows: Readonly<Record<string, Row>> = {
  BatchTagAction: { call: () => ({ body: add({ owner: 'ann' }).body ?? {} }), ...onInstance },
  ListInstanceTags: { call: plain, missing: noSuchInstance },
  ListProjectTags: { call: plain },
  ListInstancesByTags: {
    call: (named) => ({ body: { action: 'filter', matches: [{ key: 'instance_id', value: tenants[named] }] } }),
  },
  ListInstances: { call: (named) => ({ query: { id: tenants[named] } }) },
  CreateInstance: { call: () => ({ body: creation }), status: 202, decidedBy: 'RequestTag' },
  DeleteInstance: { call: plain, status: 202, ...onInstance },
  ShowJobDetail: { call: (named) => ({ query: { id: jobOf(named) } }), missing: 'DBS.280016' },
  UpdateInstanceName: { call: () => ({ body: { new_instance_name: 'renamed' } }), ...onInstance },
  UpdateInstanceRemark: { call: () => ({ body: { remark: 'soon' } }), ...onInstance },
  KeystoneListProjects: { call: plain },
  KeystoneListUsers: { call: plain },
  KeystoneCreateProject: { call: () => ({ body: { project: { name: 'x' } } }), status: 403 },
}

const iam = v5('Allow', ['iam:*:*'])
const everything = [all1, all5, iam]
const ifTest = [when('StringEquals', 'g:ResourceTag/env', 'test')]
const needing = operations.filter(({ permission, anonymous }) => permission && !anonymous)

/** What a call comes to: its error, or else its status. */
async function outcomeOf(
  operation: string,
  { policies, tags = { env: 'test' }, named = 'instance' }: { policies: object[]; tags?: object; named?: Named },
): Promise<string> {
  await using fleet = await openTenants({ ...tags })
  const { status, code } = await fleet.call({ operation, ...rows[operation]?.call(named) }, { policies }, { named })
  return status < 300 ? String(status) : code
}

/** What the rights to all other operations come to that grant nothing of this one. */
function allBut({ permission }: Operation): object {
  const granting: readonly string[] = permission?.[version50] ?? []
  return v5(
    'Allow',
    needing.flatMap(({ access: { action = '' } }) => (granting.includes(action) ? [] : [action])),
  )
}

test('there is a row for each operation that needs permission', () => {
  expect(new Set(Object.keys(rows))).toEqual(new Set(needing.map(({ name }) => name)))
})

test('the others show who one is, tell what is one’s own, or make one an agency that decides itself', () => {
  const others = operations.filter((each) => !needing.includes(each)).map(({ name }) => name)
  expect([
    'KeystoneCreateUserTokenByPassword',
    'CreateTemporaryAccessKey',
    'KeystoneValidateToken',
    'KeystoneListAuthProjects',
    'KeystoneListAuthDomains',
    'KeystoneListRegions',
  ]).toEqual(expect.arrayContaining(others))
})

describe.each(needing)('$name', (operation) => {
  const { name, service } = operation
  const { action = '', action11 = action } = operation.access
  const { call = plain, status = 200, decidedBy, missing, missingWhereItDepends } = rows[name] ?? {}
  const denied = service === 'dds' ? 'DBS.280063' : 'IAM.403'
  const good = status < 300 ? String(status) : 'IAM.403'
  test('allowed, in either version', async () => {
    expect(await outcomeOf(name, { policies: [v5('Allow', [action])] })).toBe(good)
    expect(await outcomeOf(name, { policies: [v1('Allow', [action11])] })).toBe(good)
  })

  test('denied', async () => {
    expect(await outcomeOf(name, { policies: [] })).toBe(denied)
    expect(await outcomeOf(name, { policies: [...everything, v5('Deny', [action])] })).toBe(denied)
    expect(await outcomeOf(name, { policies: [...everything, v1('Deny', [action11])] })).toBe(denied)
  })

  test('not allowed by the right to all other operations', async () => {
    expect(await outcomeOf(name, { policies: [allBut(operation)] })).toBe(denied)
  })

  const byTag = (key: string, value: string) => [v5('Allow', ['*'], { Condition: { StringEquals: { [key]: value } } })]

  test.each([
    ['tag match', { env: 'test' }, decidedBy === 'ResourceTag' ? good : denied],
    ['tag mismatch', { env: 'prod' }, denied],
    ['tag absent', {}, denied],
  ])('%s on the instance', async (_, tags, outcome) => {
    expect(await outcomeOf(name, { policies: byTag('g:ResourceTag/env', 'test'), tags })).toBe(outcome)
  })

  const [requestKey, requestValue] = name === 'BatchTagAction' ? ['owner', 'ann'] : ['env', 'test']
  const namesTags = decidedBy === 'RequestTag' || name === 'BatchTagAction'

  test.each([
    ['tag match', requestKey, requestValue, namesTags ? good : denied],
    ['tag mismatch', requestKey, 'other', denied],
    ['tag absent', 'team', requestValue, denied],
  ])('%s in the request', async (_, key, value, outcome) => {
    expect(await outcomeOf(name, { policies: byTag(`g:RequestTag/${key}`, value) })).toBe(outcome)
  })

  test.each([
    ['everything', everything, missing ?? good],
    ['this operation', [v5('Allow', [action])], missing ?? good],
    ['what is tagged', ifTest, missingWhereItDepends ?? denied],
    ['nothing', [], denied],
  ])('other tenant: answers like what does not exist, to who may do %s', async (_, policies, outcome) => {
    for (const named of ['missingInstance', 'siblingInstance', 'foreignInstance'] as const) {
      expect(await outcomeOf(name, { policies, named }), named).toBe(outcome)
    }
  })

  test.each([{ policies: everything }, { administrator: true }])(
    'other tenant: is neither shown nor changed, though it has an instance of the same id: %j',
    async (caller) => {
      await using fleet = await openTenants({ env: 'test' })
      const before = await fleet.foreignState()
      for (const named of ['instance', 'siblingInstance', 'foreignInstance'] as const) {
        const { body } = await fleet.call({ operation: name, ...call(named) }, caller, { named })
        expect(JSON.stringify(body)).not.toContain('foreign')
      }
      expect(await fleet.foreignState()).toEqual(before)
    },
  )

  test('denied: changes nothing', async () => {
    await using fleet = await openTenants({ env: 'prod' })
    const before = await fleet.stateOf(tenants.project)
    for (const policies of [[], ifTest, [...everything, v5('Deny', [action])]]) {
      await fleet.call({ operation: name, ...call('instance') }, { policies })
    }
    expect(await fleet.stateOf(tenants.project)).toEqual(before)
  })
})

test.each(needing.filter(({ service }) => service === 'dds'))(
  'other tenant: $name finds no project of another domain',
  async ({ name }) => {
    await using fleet = await openTenants()
    const before = await fleet.foreignState()
    const call = { operation: name, ...rows[name]?.call('foreignInstance') }
    for (const projectId of [tenants.foreignProject, 'e'.repeat(32)]) {
      for (const caller of [{ policies: everything }, { administrator: true }, { policies: [] }]) {
        const { code } = await fleet.call(call, caller, { projectId, named: 'foreignInstance' })
        expect(code).toBe('DBS.200010')
      }
    }
    expect(await fleet.foreignState()).toEqual(before)
  },
)

test.each([
  { operation: 'ListInstances', query: { tags: 'env=test' } },
  { operation: 'ListInstancesByTags', body: { action: 'filter', tags: [{ key: 'env', values: ['test'] }] } },
  { operation: 'ListInstancesByTags', body: { action: 'count', tags: [{ key: 'env', values: ['test'] }] } },
])('$operation finds no instance by a tag that only another project’s of the same id has', async (call) => {
  await using fleet = await openTenants({ env: 'prod' })
  expect((await fleet.call(call, { administrator: true })).body.total_count).toBe(0)
})

test.each(['KeystoneListAuthProjects', 'KeystoneListAuthDomains', 'KeystoneListRegions'])(
  '%s needs no permission, and shows nothing of another domain',
  async (operation) => {
    await using fleet = await openTenants()
    const { status, body } = await fleet.call({ operation }, { policies: [v5('Deny', ['*'])] })
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toContain('foreign')
  },
)

test.each([
  ['his own', 'ops', { policies: [] }, 200],
  ['another user’s', 'neighbour', { policies: [] }, 403],
  ['another user’s, to the administrator', 'neighbour', { administrator: true }, 200],
  ['a user’s of another domain', 'foreign-user', { policies: everything }, 404],
  ['a user’s of another domain, to the administrator', 'foreign-user', { administrator: true }, 404],
])('KeystoneValidateToken tells of a token: %s', async (_, name, caller, status) => {
  await using fleet = await openTenants()
  const headers = { 'x-subject-token': await fleet.tokenOf(name) }
  expect((await fleet.call({ operation: 'KeystoneValidateToken' }, caller, { headers })).status).toBe(status)
})

test.each([
  ['a project of his domain', { project: { id: tenants.project } }, 201],
  ['his domain', { domain: { name: 'acme' } }, 201],
  ['a project of another domain', { project: { id: tenants.foreignProject } }, 401],
  ['a project that another domain names', { project: { name: 'cn-north-4', domain: { name: 'foreign' } } }, 401],
  ['another domain', { domain: { name: 'foreign' } }, 401],
])('KeystoneCreateUserTokenByPassword gives a user a token for %s', async (_, scope, status) => {
  await using fleet = await openTenants()
  const user = { name: 'ops', password: tenants.password, domain: { name: 'acme' } }
  const body = { auth: { identity: { methods: ['password'], password: { user } }, scope } }
  const reply = await fleet.call({ operation: 'KeystoneCreateUserTokenByPassword', body }, {})
  expect(reply.status).toBe(status)
})

test('a condition on the address is on the caller’s', async () => {
  await using fleet = await openTenants()
  const caller = { policies: [when('IpAddress', 'g:SourceIp', '10.0.0.0/8')] }
  const from = async (address: string) =>
    (await fleet.call({ operation: 'ListInstanceTags' }, caller, { address })).status
  expect(await from('10.1.2.3')).toBe(200)
  expect(await from('::ffff:10.1.2.3')).toBe(200)
  expect(await from('127.0.0.1')).toBe(403)
})
