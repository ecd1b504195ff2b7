import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { currentSdk } from '../alibaba/clients.ts'
import { account, guestKey, orders, region, seed, sessions, shanghai, testerKey } from '../alibaba/fleet.ts'
import * as huawei from '../huawei/fleet.ts'
import { type RunningServer, startServer } from '../server.ts'
import { accessTo } from './access.ts'

let server: RunningServer
let access: ReturnType<typeof accessTo>
beforeAll(async () => {
  server = await startServer({ seed })
  access = accessTo(server.data)
})
afterAll(() => server?.[Symbol.asyncDispose]())

const ask = (question: string) => access.run(`explain --as tester ${question}`)
const onRegion = { RegionId: region, ResourceType: 'INSTANCE' }

describe('a question', () => {
  test('that is answered with yes: status 0, and what each statement did', async () => {
    const { status, stdout } = await ask(`--action kvstore:UntagResources --resource ${sessions}`)
    expect(status).toBe(0)
    expect(stdout.split('\n')).toEqual([
      'Allowed by statement 0 of policy "policy-2"',
      '',
      `Who       acs:ram::${account}:user/tester`,
      'Action    kvstore:UntagResources',
      `Resource  acs:kvstore:cn-hangzhou:${account}:instance/${sessions} (orders-sessions)`,
      'Its tags  team=orders, env=test',
      '',
      'Allow, statement 0 of policy "AliyunKvstoreReadOnlyAccess", does not apply',
      '  Action "kvstore:Describe*" does not match',
      '',
      'Allow, statement 1 of policy "AliyunKvstoreReadOnlyAccess", does not apply',
      '  Action "hdm:Get*" or "hdm:Describe*" or "hdm:Query*" or "hdm:Support*" does not match',
      '',
      'Allow, statement 0 of policy "policy-2", applies',
      '  Action "kvstore:TagResources" or "kvstore:UntagResources" or "kvstore:DeleteInstance" matches',
      '  Resource "acs:kvstore:cn-hangzhou:*:instance/*" matches',
      '  StringEquals wants acs:ResourceTag/env to be "test" and finds "test"',
      '',
      'Deny, statement 1 of policy "policy-2", does not apply',
      '  Action "kvstore:TagResources" does not match',
      '  StringEquals wants acs:RequestTag/env to be "prod" and finds nothing',
      '',
    ])
  })

  test.each([
    [
      'another tag',
      `--action UntagResources --resource ${orders}`,
      'acs:ResourceTag/env to be "test" and finds "prod"',
    ],
    ['no tags', `--action UntagResources --resource ${sessions} --untagged`, 'and finds nothing'],
    ['another region', `--action UntagResources --resource ${shanghai}`, 'instance/*" does not match'],
    [
      'a Deny',
      `--action TagResources --resource ${sessions} --request-tag env=prod`,
      'Denied by statement 1 of policy "policy-2"',
    ],
    ['one of several', `--action UntagResources --resource ${sessions} --resource ${orders}`, `instance/${orders}`],
  ])('that is answered with no: status 3: %s', async (_why, question, told) => {
    const { status, stdout } = await ask(question)
    expect(status).toBe(3)
    expect(stdout).toContain(told)
  })

  test('with other tags than the instance has', async () => {
    const question = `--action UntagResources --resource ${orders} --resource-tag env=test`
    expect(await ask(question)).toMatchObject({ status: 0 })
  })

  test('in a session', async () => {
    const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: 'kvstore:Describe*', Resource: '*' }] }
    const question = `explain --as tester --action UntagResources --resource ${sessions} --session-policy -`
    const { status, stdout } = await access.run(question, JSON.stringify(policy))
    expect(status).toBe(3)
    expect(stdout).toContain('Denied: nothing in the session policies allows it')
  })

  test('about the account itself, or by the id of a key', async () => {
    expect(await access.done('explain --as LTAI5tTestRootKey --account acme --action DescribeTags')).toContain(
      'Allowed: he may do everything, whatever policies say',
    )
  })

  test('about the assumption of a role', async () => {
    const { status, stdout } = await ask('--action sts:AssumeRole --resource reader --account acme')
    expect(status).toBe(3)
    expect(stdout).toContain(`acs:ram::${account}:role/reader`)
  })

  test('for programs', async () => {
    const { status, stdout } = await ask(`--action UntagResources --resource ${sessions} --json`)
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject([
      { allowed: true, explanation: { decision: { effect: 'allow', allowedBy: [{ policy: 'policy-2', index: 0 }] } } },
    ])
  })

  test.each([
    ['', 'Say who and what: --as PRINCIPAL --action ACTION'],
    ['--as tester --action UntagResource --resource r-1', 'did you mean kvstore:UntagResources?'],
    ['--as tester --action UntagResources', 'kvstore:UntagResources is about an instance; name it by its id or ARN'],
    ['--as tester --action DescribeTags --request-tag env', 'Cannot read --request-tag "env"; give NAME=VALUE'],
    ['--as tester --action DescribeTags --time noon', 'Give a time like 2026-01-31T08:00:00Z.'],
    [
      '--as tester --action DescribeTags --untagged --resource-tag a=b',
      '--untagged and --resource-tag exclude each other',
    ],
    ['--message not-sealed', 'There is no message of a denial in the text'],
    [`--message ${'A'.repeat(700)}`, 'Cannot open the message: another server sealed it'],
  ])('that cannot be answered: status 1: %s', async (question, why) => {
    const { status, stdout, stderr } = await access.run(`explain ${question}`.trim())
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(why)
  })
})

describe('the message of a denial', () => {
  const untagOrders = () =>
    currentSdk(server, testerKey)('UntagResources', { ...onRegion, ResourceId: [orders], TagKey: ['env'] })

  test('tells what was asked, why it was denied, and what the policies say now', async () => {
    const { RequestId, AccessDeniedDetail } = await untagOrders()
    const { status, stdout } = await access.run(`explain --message ${AccessDeniedDetail.EncodedDiagnosticMessage}`)
    expect(status).toBe(3)
    expect(stdout).toMatch(/^Denied: nothing in the identity policies allows it\n/)
    expect(stdout).toMatch(new RegExp(`^Request +${RequestId}$`, 'm'))
    expect(stdout).toMatch(/^Time +\d{4}-\d\d-\d\dT[\d:.]+Z$/m)
    expect(stdout).toMatch(new RegExp(`^Who +acs:ram::${account}:user/tester$`, 'm'))
    expect(stdout).toMatch(/^From +127\.0\.0\.1$/m)
    expect(stdout).toMatch(/^Its tags then +team=orders, env=prod$/m)
    expect(stdout).toContain('\nTo the same call the policies say now:\n')
    expect(stdout).toContain('  StringEquals wants acs:ResourceTag/env to be "test" and finds "prod"\n')
  })

  test('is found in a whole reply, and tells when the policies have changed', async () => {
    const reply = await untagOrders()
    await access.done('attach --to user/tester AliyunKvstoreFullAccess')
    const { stdout } = await access.run('explain --message -', JSON.stringify(reply, undefined, 2))
    expect(stdout).toContain(
      'By now the policies say otherwise to the same call:\n\nAllowed by statement 0 of policy "Aliyun',
    )
    await access.done('detach --from user/tester AliyunKvstoreFullAccess')
  })

  test.each<[name: string, params: object]>([
    ['TagResources', { ...onRegion, ResourceId: [orders], Tag: [{ Key: 'a', Value: 'b' }] }],
    ['ListTagResources', { ...onRegion, ResourceId: [orders] }],
    ['DescribeRegions', {}],
    ['DescribeInstanceAttribute', { InstanceId: orders }],
    ['DeleteInstance', { InstanceId: orders }],
    ['CreateInstance', { RegionId: region, InstanceClass: 'redis.master.small.default' }],
  ])('can be read of %s', async (name, params) => {
    const { AccessDeniedDetail } = await currentSdk(server, guestKey)(name, params as never)
    const { stdout } = await access.run(`explain --message ${AccessDeniedDetail.EncodedDiagnosticMessage} --json`)
    expect(JSON.parse(stdout)).toMatchObject({
      action: `kvstore:${name}`,
      caller: `acs:ram::${account}:user/guest`,
      now: [{ allowed: false, ...('InstanceId' in params && { resource: expect.stringContaining(orders) }) }],
    })
  })

  test('of a session, with the policy that narrows it', async () => {
    await access.done(`create role night-worker --trust ${account} --account ${account}`)
    await access.done('attach --to night-worker AliyunKvstoreFullAccess')
    await access.done(`create user night-broker --account ${account}`)
    await access.done('attach --to night-broker AliyunSTSAssumeRoleAccess')
    const broker = currentSdk(server, await access.json('create key --for night-broker'), '2015-04-01')
    const Policy = JSON.stringify({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: 'kvstore:Describe*', Resource: '*' }],
    })
    const role = { RoleArn: `acs:ram::${account}:role/night-worker`, RoleSessionName: 'night-shift', Policy }
    const { Credentials } = await broker('AssumeRole', role)
    const key = {
      id: Credentials.AccessKeyId,
      secret: Credentials.AccessKeySecret,
      token: Credentials.SecurityToken,
    }
    const call = { ...onRegion, ResourceId: [orders], TagKey: ['none'] }
    const { AccessDeniedDetail } = await currentSdk(server, key)('UntagResources', call)
    const { stdout } = await access.run(`explain --message ${AccessDeniedDetail.EncodedDiagnosticMessage}`)
    expect(stdout).toMatch(/^Denied: nothing in the session policies allows it\n/)
    expect(stdout).toMatch(/^Session +night-shift$/m)
    expect(stdout).toContain('Allow, statement 0 of policy "session policy", does not apply')
  })

  test('of a caller who is there no longer', async () => {
    await access.done(`create user gone --account ${account}`)
    const client = currentSdk(server, await access.json('create key --for gone'))
    const { AccessDeniedDetail } = await client('DescribeRegions')
    await access.done('delete gone')
    const { stdout } = await access.run(`explain --message ${AccessDeniedDetail.EncodedDiagnosticMessage}`)
    expect(stdout).toContain('What the policies say now cannot be told. Nobody is called')
  })
})

test('the message of a denial of the other cloud', async () => {
  await using other = await startServer({ seed: new URL('../huawei/policies.yaml', import.meta.url) })
  const tagger = { id: 'TESTAKTAGGER000001', secret: 'testsk-tagger' }
  const path = `/v3/${huawei.beijing}/instances/00000000000000000000000000000012in02/tags/action`
  const body = JSON.stringify({ action: 'create', tags: [{ key: 'owner', value: 'ann' }] })
  const reply = await huawei.sendSigned(other, 'POST', path, body, { by: tagger })
  expect(reply.status).toBe(403)
  const { status, stdout } = await accessTo(other.data).run('explain --message -', JSON.stringify(reply.body))
  expect(status).toBe(3)
  expect(stdout).toMatch(/^Action +dds:instance:setTag$/m)
  expect(stdout).toMatch(/^Its tags then +env=prod$/m)
  expect(stdout).toMatch(/^Tags to attach +owner=ann$/m)
  expect(stdout).toContain('StringEquals wants g:ResourceTag/env to be "test" and finds "prod"')
})
