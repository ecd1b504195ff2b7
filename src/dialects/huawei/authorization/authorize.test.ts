import { expect, test, vi } from 'vitest'
import type { Access } from '../../../access/access.ts'
import {
  add,
  all1,
  all5,
  byName,
  byUrn,
  listInstances,
  listTags,
  notWhen,
  prod,
  remove,
  rename,
  type TableCall,
  tableFleet,
  take,
  takeEnv,
  test as testTag,
  urn,
  v1,
  v5,
  when,
} from '../policy/decision-table/decision-row.fixture.ts'
import { stage } from './authorization.fixture.ts'

const { project, instance } = tableFleet
const missing = { instance: `${'0'.repeat(32)}in02` }
const ifTest = [when('StringEquals', 'g:ResourceTag/env', 'test')]

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
const create = (more: object = {}): TableCall => ({ operation: 'CreateInstance', body: { ...creation, ...more } })
const remark: TableCall = { operation: 'UpdateInstanceRemark', body: { remark: 'soon' } }
const job: TableCall = { operation: 'ShowJobDetail', query: { id: 'none' } }
const listProjectTags: TableCall = { operation: 'ListProjectTags' }
const byTags: TableCall = { operation: 'ListInstancesByTags', body: { action: 'count' } }
const listProjects: TableCall = { operation: 'KeystoneListProjects' }
const listUsers: TableCall = { operation: 'KeystoneListUsers' }
const createProject: TableCall = { operation: 'KeystoneCreateProject', body: { project: { name: 'x' } } }

/** Each operation that needs a permission, with its names in 5.0 and in 1.1, and the status where it is allowed. */
const permissions: readonly [string, string, number, TableCall][] = [
  ['dds:instance:setTag', 'dds:instance:modify', 200, add(testTag)],
  ['dds:instance:listTags', 'dds:instance:list', 200, listTags],
  ['dds:tag:listAll', 'dds:instance:list', 200, listProjectTags],
  ['dds:instance:listAll', 'dds:instance:list', 200, byTags],
  ['dds:instance:listAll', 'dds:instance:list', 200, listInstances],
  ['dds:instance:create', 'dds:instance:create', 202, create()],
  ['dds:instance:delete', 'dds:instance:deleteInstance', 202, remove],
  ['dds:task:list', 'dds:instance:list', 400, job],
  ['dds:instance:updateName', 'dds:instance:modify', 200, rename],
  ['dds:instance:modify', 'dds:instance:modify', 200, remark],
]

test.each(permissions)('%s, in 1.1 %s, answers %i', async (name50, name11, status, tableCall) => {
  for (const policy of [v5('Allow', [name50]), v1('Allow', [name11])]) {
    expect(await (await stage({ policies: [policy] })).call(tableCall)).toMatchObject({ status })
  }
})

test.each(permissions)(
  'without %s everything else is not enough, and the denial names it',
  async (name50, name11, _, tableCall) => {
    const policies = [all1, all5, v5('Deny', [name50]), v1('Deny', [name11])]
    const { status, body } = await (await stage({ policies })).call(tableCall)
    expect({ status, body }).toEqual({
      status: 403,
      body: {
        error_code: 'DBS.280063',
        error_msg: `You do not have following permission to perform this operation: ${name50}. Contact your administrator.`,
        encoded_authorization_message: expect.stringMatching(/^[\w-]{32,}$/),
      },
    })
  },
)

test.each([
  ['iam:projects:listProjects', 200, listProjects],
  ['iam:users:listUsers', 200, listUsers],
])('%s of IAM is allowed and denied in the words of IAM', async (action, status, tableCall) => {
  expect(await (await stage({ policies: [v5('Allow', [action])] })).call(tableCall)).toMatchObject({ status })
  const denied = await (await stage({ policies: [all5, 'DDS FullAccess'] })).call(tableCall)
  const message = `You are not authorized to perform the requested action: ${action}.`
  expect(denied).toMatchObject({
    status: 403,
    body: { error: { code: 403, message, title: 'Forbidden', encoded_authorization_message: expect.any(String) } },
  })
})

test('who may not create projects is told so, not that there are none to create', async () => {
  const words = (await (await stage()).call(createProject)).body.error.message
  expect(words).toContain('iam:projects:createProject')
})

test.each(['KeystoneListAuthProjects', 'KeystoneListAuthDomains', 'KeystoneListRegions'])(
  '%s needs no permission',
  async (operation) => {
    expect(await (await stage()).call({ operation })).toMatchObject({ status: 200 })
  },
)

test('the administrator of the domain needs no policy', async () => {
  const { call } = await stage({ as: 'administrator' })
  for (const [, , status, tableCall] of permissions.filter(([, , , each]) => each !== remove)) {
    expect(await call(tableCall)).toMatchObject({ status })
  }
})

test.each([
  ['tags/action', takeEnv, 200],
  ['rename', rename, 200],
  ['remark', remark, 200],
  ['delete', remove, 202],
])(
  '%s is allowed by the tag of the instance, and denied by another value and by none',
  async (_, tableCall, status) => {
    expect(await (await stage({ policies: ifTest, tags: testTag })).call(tableCall)).toMatchObject({ status })
    for (const tags of [prod, {}]) {
      expect(await (await stage({ policies: ifTest, tags })).call(tableCall)).toMatchObject({ status: 403 })
    }
  },
)

test.each([
  ['tags/action', takeEnv, 'dds:instance:modify'],
  ['rename', rename, 'dds:instance:modify'],
  ['remark', remark, 'dds:instance:modify'],
  ['delete', remove, 'dds:instance:deleteInstance'],
])('%s is decided by the name and by the enterprise project of the instance', async (_, tableCall, action) => {
  const named = (name: string) => [v1('Allow', [action], { Resource: [`DDS:*:*:instanceName:${name}`] })]
  const inProject = (id: string) => [when('StringEquals', 'g:EnterpriseProjectId', id)]
  for (const policies of [named('dds-*'), inProject('0')]) {
    expect((await (await stage({ policies })).call(tableCall)).status).toBeLessThan(300)
  }
  for (const policies of [named('tmp-*'), inProject('1')]) {
    expect(await (await stage({ policies })).call(tableCall)).toMatchObject({ status: 403 })
  }
})

test.each([takeEnv, rename, remark, remove])(
  'where it depends on the instance, one that is not there is not found: $operation',
  async (tableCall) => {
    const { call } = await stage({ policies: ifTest })
    expect(await call(tableCall, missing)).toMatchObject({ status: 400, body: { error_code: 'DBS.280110' } })
  },
)

test.each([takeEnv, rename, remark, remove, listTags])(
  'whom nothing could allow is not told whether the instance is there: $operation',
  async (tableCall) => {
    const { call } = await stage({ policies: [v5('Allow', ['dds:task:list'])] })
    const [there, gone] = [await call(tableCall), await call(tableCall, missing)]
    expect([there.status, gone.status, there.code]).toEqual([403, 403, 'DBS.280063'])
    expect(there.body.error_msg).toBe(gone.body.error_msg)
  },
)

test('an instance that a policy names by its id is decided before it is looked up', async () => {
  const { call, store } = await stage({ policies: [byUrn(`dds:*:*:instance:${instance.id}`)] })
  const find = vi.spyOn(store, 'findInstance')
  expect(await call(takeEnv)).toMatchObject({ status: 200 })
  expect(await call(takeEnv, missing)).toMatchObject({ status: 403 })
  expect(find).not.toHaveBeenCalled()
})

test('a denial comes before a malformed body where nothing could allow the call, and after it where something could', async () => {
  const path = `/v3/${project.id}/instances/${instance.id}/tags/action`
  const codeOf = async (...policies: object[]) => (await (await stage({ policies })).send('POST', path, '{')).code
  expect(await codeOf()).toBe('DBS.280063')
  expect(await codeOf(when('StringEquals', 'g:RequestTag/env', 'test'))).toBe('DBS.280001')
  expect(await codeOf(byName('tmp-*'))).toBe('DBS.280001')
})

test('a project of another domain is refused before any permission is looked at', async () => {
  const { call, otherProject } = await stage({ policies: [all5] })
  expect(await call(listInstances, { project: otherProject })).toMatchObject({ status: 400, code: 'DBS.200010' })
})

test.each([
  ['g:RequestTag/env', create(), create({ tags: [] })],
  ['g:TagKeys', create(), create({ tags: [{ key: 'team', value: '' }] })],
] as const)('%s is that of the tags that a creation brings', async (key, good, bad) => {
  const operator = key === 'g:TagKeys' ? 'ForAllValues:StringEquals' : 'StringEquals'
  const policies = [when(operator, key, key === 'g:TagKeys' ? 'env' : 'test')]
  expect(await (await stage({ policies })).call(good)).toMatchObject({ status: 202 })
  const { call, store } = await stage({ policies })
  expect(await call(bad)).toMatchObject({ status: 403 })
  expect(await store.countInstances(project.id, {})).toBe(1)
})

test.each([
  ['dds:Encrypted', create({ disk_encryption_id: 'key' }), create()],
  ['dds:BackupEnabled', create(), create({ backup_strategy: { start_time: '08:00-09:00', keep_days: 0 } })],
])('%s is that of the creation', async (key, good, bad) => {
  const policies = [when('Bool', key, 'true')]
  expect(await (await stage({ policies })).call(good)).toMatchObject({ status: 202 })
  expect(await (await stage({ policies })).call(bad)).toMatchObject({ status: 403 })
})

test('the tags that decide are those that the change meets, not those of a moment before', async () => {
  const { call, store } = await stage({ policies: ifTest, tags: testTag })
  const changeTags = store.changeTags
  store.changeTags = async (asked, refuses) => {
    await changeTags(change)
    return changeTags(asked, refuses)
  }
  expect(await call(takeEnv)).toMatchObject({ status: 403 })
  expect((await store.tagsOf(project.id, 'cn-north-4', [instance.id])).get(instance.id)).toEqual([
    { key: 'env', value: 'prod' },
  ])
})

test('an explicit denial of a tag protects the instance that has it, from every change', async () => {
  const policies = [all5, notWhen('StringEquals', 'g:ResourceTag/env', 'prod')]
  for (const tableCall of [takeEnv, rename, remark, remove]) {
    expect(await (await stage({ policies, tags: prod })).call(tableCall)).toMatchObject({ status: 403 })
  }
})

const reasonsOf = (access: Access, { body }: { body: { encoded_authorization_message: string } }) =>
  JSON.parse(access.openDiagnosis(body.encoded_authorization_message))

test('a denial tells the caller nothing of the policy that denies; its reasons are sealed', async () => {
  const policies = [all5, v5('Deny', ['dds:*:*'], { Sid: 'FreezeOfJanuary' })]
  const { call, access } = await stage({ policies })
  const denial = await call(takeEnv)
  expect(JSON.stringify(denial)).not.toContain('Freeze')
  expect(reasonsOf(access, denial)).toMatchObject({
    requestId: denial.requestId,
    action: 'dds:instance:setTag',
    resource: { '5.0': urn },
    facts: { userName: 'ops', asked: 'unknown', instance: 'unknown' },
    decision: { effect: 'deny', deniedBy: [{ policy: 'policy-2', index: 0, sid: 'FreezeOfJanuary' }] },
  })
})

test('the reasons tell the tags of the instance and of the request, as far as there is room', async () => {
  const { call, access } = await stage({ policies: ifTest, tags: prod })
  const keys = ['k'.repeat(512), ...Array.from({ length: 999 }, (_, n) => `key${n}`)]
  const denial = await call(take(...keys))
  const { facts } = reasonsOf(access, denial)
  expect(facts).toMatchObject({ instance: { tags: [{ key: 'env', value: 'prod' }] } })
  expect(facts.asked.tagKeys.slice(0, 2)).toEqual(['k'.repeat(256), 'key0'])
  expect(JSON.stringify(denial.body).length).toBeLessThan(4000)
})

const change = {
  tenant: project.id,
  edits: [{ region: 'cn-north-4', instances: [instance.id], set: [{ key: 'env', value: 'prod' }] }],
  tagsPerInstanceMax: 10,
  actor: 'a',
  operation: 'o',
  requestId: 'r',
  at: 0,
}
