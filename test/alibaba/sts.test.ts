import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { currentSdk, genericV1, popCore } from './clients.ts'
import { account, opsKey, rootKey, seed } from './fleet.ts'

const version = '2015-04-01'
let server: RunningServer

beforeAll(async () => {
  server = await startServer({ seed })
})
afterAll(() => server?.[Symbol.asyncDispose]())

describe.each([
  ['sts20150401, V3', currentSdk],
  ['openapi-client, V1', genericV1],
  ['pop-core, V1', popCore('GET')],
] as const)('%s', (_name, makeClient) => {
  test('an account is told who it is', async () => {
    expect(await makeClient(server, rootKey, version)('GetCallerIdentity')).toEqual({
      status: 200,
      RequestId: expect.any(String),
      AccountId: account,
      Arn: `acs:ram::${account}:root`,
      PrincipalId: account,
      IdentityType: 'Account',
      UserId: account,
    })
  })

  test('a user is told who he is', async () => {
    expect(await makeClient(server, opsKey, version)('GetCallerIdentity')).toMatchObject({
      AccountId: account,
      Arn: `acs:ram::${account}:user/ops`,
      PrincipalId: '200000000000000001',
      IdentityType: 'RAMUser',
      UserId: '200000000000000001',
    })
  })
})

test('operations of one product are not found in another', async () => {
  expect(await popCore('GET')(server, rootKey, version)('UntagResources')).toMatchObject({
    Code: 'InvalidAction.NotFound',
    Recommend: expect.stringContaining('product=Sts'),
  })
})
