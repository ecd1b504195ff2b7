import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { foreign, inactiveKey, orders, region, rootKey, seed } from './fleet.ts'
import { type Answer, ask, send } from './send.ts'
import { type Key, type Pairs, type RawRequest, signV1, signV3 } from './signer.ts'

let server: RunningServer

beforeAll(async () => {
  server = await startServer({ seed })
})
afterAll(() => server?.[Symbol.asyncDispose]())

const target: Pairs = [
  ['RegionId', region],
  ['ResourceType', 'INSTANCE'],
  ['ResourceId.1', orders],
]
const seeded = [
  ['env', 'prod'],
  ['team', 'orders'],
]

function call(action: string, ...more: Pairs): Promise<Answer> {
  return ask(server, signV1(rootKey, action, [...target, ...more]))
}

async function tags(): Promise<string[][]> {
  const { TagResources } = await call('ListTagResources')
  return TagResources.TagResource.map((row: Answer) => [row.TagKey, row.TagValue])
}

beforeEach(async () => {
  await call('UntagResources', ['All', 'true'])
  await call(
    'TagResources',
    ['Tag.1.Key', 'team'],
    ['Tag.1.Value', 'orders'],
    ['Tag.2.Key', 'env'],
    ['Tag.2.Value', 'prod'],
  )
})

/** What would strip every tag, were it let in. */
function strip(key: Key = rootKey, ...more: Pairs) {
  return signV1(key, 'UntagResources', [...target, ['All', 'true'], ...more])
}

const replaced = (request: RawRequest, from: string | RegExp, to: string): RawRequest => ({
  ...request,
  path: request.path.replace(from, to),
})

describe('is refused, and nothing changes:', () => {
  const minutes = (count: number) => Date.now() + count * 60_000
  const optioned = (options: object) => signV1(rootKey, 'UntagResources', [...target, ['All', 'true']], options)

  test.each<[string, string, () => RawRequest]>([
    ['a wrong signature', 'SignatureDoesNotMatch', () => strip({ ...rootKey, secret: 'wrong' })],
    [
      'a truncated signature',
      'SignatureDoesNotMatch',
      () => replaced(strip(), /(Signature=(?:[^&%]|%..){20})[^&]*/, '$1'),
    ],
    ['an empty signature', 'SignatureDoesNotMatch', () => replaced(strip(), /(Signature=)[^&]*/, '$1')],
    [
      'a changed parameter',
      'SignatureDoesNotMatch',
      () => replaced(strip(rootKey, ['TagKey.1', 'x']), 'TagKey.1=x', 'TagKey.1=y'),
    ],
    ['an added parameter', 'SignatureDoesNotMatch', () => replaced(strip(), /$/, '&Extra=')],
    ['another verb', 'SignatureDoesNotMatch', () => ({ ...strip(), method: 'GET' })],
    ['an unknown key', 'InvalidAccessKeyId.NotFound', () => strip({ ...rootKey, id: 'LTAI5tUnknown' })],
    ['a disabled key', 'InvalidAccessKeyId.Inactive', () => strip(inactiveKey)],
    ['a key with a token', 'InvalidSecurityToken.MismatchWithAccessKey', () => strip(rootKey, ['SecurityToken', 'x'])],
    ['a temporary key without its token', 'MissingSecurityToken', () => strip({ ...rootKey, id: 'STS.x' })],
    ['a bearer token', 'InvalidSignatureType', () => optioned({ common: { SignatureType: 'BEARERTOKEN' } })],
    ['a past timestamp', 'InvalidTimeStamp.Expired', () => optioned({ at: minutes(-16) })],
    ['a future timestamp', 'InvalidTimeStamp.Expired', () => optioned({ at: minutes(16) })],
    ['a timestamp of another form', 'InvalidTimeStamp.Format', () => optioned({ common: { Timestamp: 'now' } })],
    ['no timestamp', 'MissingTimestamp', () => optioned({ common: { Timestamp: undefined } })],
    ['no nonce', 'MissingSignatureNonce', () => optioned({ common: { SignatureNonce: undefined } })],
    ['an empty nonce', 'SignatureNonceUsed', () => optioned({ nonce: '' })],
    ['no key', 'MissingAccessKeyId', () => optioned({ common: { AccessKeyId: undefined } })],
    ['no action', 'MissingAction', () => optioned({ common: { Action: undefined } })],
    ['an unknown action', 'InvalidAction.NotFound', () => optioned({ common: { Action: 'UntagEverything' } })],
    ['no version', 'MissingVersion', () => optioned({ common: { Version: undefined } })],
    ['an unknown version', 'InvalidVersion', () => optioned({ version: '2014-05-26' })],
    [
      'another signature method',
      'InvalidSignatureMethod',
      () => optioned({ common: { SignatureMethod: 'HMAC-SHA256' } }),
    ],
    ['another signature version', 'InvalidSignatureVersion', () => optioned({ common: { SignatureVersion: '2.0' } })],
    ['another verb than GET and POST', 'UnsupportedHTTPMethod', () => optioned({ method: 'PUT' })],
    ['a parameter twice', 'InvalidParameter', () => strip(rootKey, ['All', 'false'])],
    [
      'a parameter in query and form',
      'InvalidParameter',
      () => ({
        ...signV1(rootKey, 'UntagResources', [...target, ['All', 'true']], { place: 'form' }),
        body: 'Action=TagResources',
      }),
    ],
    ['a bad percent sequence', 'InvalidParameter', () => replaced(strip(), 'All=true', 'All=true%')],
    ['an overlong UTF-8 sequence', 'InvalidParameter', () => replaced(strip(), 'All=true', 'All=true&TagKey.1=%C0%80')],
    ['an encoded surrogate', 'InvalidParameter', () => replaced(strip(), 'All=true', 'All=true&TagKey.1=%ED%A0%80')],
    [
      'too many parameters',
      'InvalidParameter',
      () => strip(rootKey, ...Array.from({ length: 500 }, (_, n) => [`P${n}`, ''] as const)),
    ],
    [
      'a form over the size limit',
      'RequestEntityTooLarge',
      () =>
        signV1(rootKey, 'UntagResources', [...target, ['All', 'true'], ['X', 'x'.repeat(300_000)]], { place: 'form' }),
    ],
    ['TagKey.0', 'InvalidTagKey.Malformed', () => strip(rootKey, ['TagKey.0', 'team'])],
    ['TagKey.01', 'InvalidTagKey.Malformed', () => strip(rootKey, ['TagKey.01', 'team'])],
    ['TagKey.x', 'InvalidTagKey.Malformed', () => strip(rootKey, ['TagKey.x', 'team'])],
    ['TagKey.1.1', 'InvalidTagKey.Malformed', () => strip(rootKey, ['TagKey.1.1', 'team'])],
    ['ResourceId.0', 'InvalidParameter.ResourceId', () => strip(rootKey, ['ResourceId.0', orders])],
    ['a JSON array', 'InvalidTag', () => strip(rootKey, ['TagKey', '["team"]'])],
    ['a Scope', 'InvalidParameter.Scope', () => strip(rootKey, ['Scope', 'all'])],
    ['an All that is no boolean', 'InvalidAll', () => signV1(rootKey, 'UntagResources', [...target, ['All', 'yes']])],
    [
      '21 keys',
      'NumberExceed.Tags',
      () => strip(rootKey, ...Array.from({ length: 21 }, (_, n) => [`TagKey.${n + 1}`, `k${n}`] as const)),
    ],
    [
      '51 instances',
      'NumberExceed.ResourceIds',
      () => strip(rootKey, ...Array.from({ length: 50 }, (_, n) => [`ResourceId.${n + 2}`, orders] as const)),
    ],
    ['an instance of another account', 'InvalidDbInstanceId.NotFound', () => strip(rootKey, ['ResourceId.2', foreign])],
  ])('%s', async (_what, Code, request) => {
    expect(await ask(server, request())).toMatchObject({
      Code,
      Message: expect.stringMatching(/./),
      HostId: server.host,
    })
    expect(await tags()).toEqual(seeded)
  })

  test('a TagResources with a Value that is malformed', async () => {
    expect(await call('TagResources', ['Tag', '[{"Key":"a"}]'])).toMatchObject({
      status: 400,
      Code: 'InvalidTag',
      Message: 'Illegal parameter serialization format. Flat format is required.',
    })
    expect(await call('TagResources', ['Tag.1.Value', 'a'])).toMatchObject({ Code: 'InvalidTagKey.Malformed' })
    expect(await tags()).toEqual(seeded)
  })

  test('a replay, also after a restart', async () => {
    await using first = await startServer({ seed })
    const future = signV1(rootKey, 'UntagResources', [...target, ['TagKey.1', 'team']], { at: minutes(14) })
    const retag = signV1(rootKey, 'TagResources', [...target, ['Tag.1.Key', 'team'], ['Tag.1.Value', 'orders']])
    expect(await ask(first, future)).toMatchObject({ status: 200 })
    expect(await ask(first, retag)).toMatchObject({ status: 200 })
    expect(await ask(first, future)).toMatchObject({ Code: 'SignatureNonceUsed' })
    await first.kill()
    await using again = await startServer({ data: first.data })
    expect(await ask(again, future)).toMatchObject({ Code: 'SignatureNonceUsed' })
    const listed = await ask(again, signV1(rootKey, 'ListTagResources', target))
    expect(listed.TagResources.TagResource).toHaveLength(2)
  })
})

describe('signature V1', () => {
  test('a wrong signature is answered with the string to sign, and nothing after it', async () => {
    const request = replaced(strip(), /&Signature=[^&]*/, '&Signature=x')
    const { Message } = await ask(server, request)
    const [, query = ''] = request.path.split('?')
    const text = query
      .split('&')
      .filter((pair) => !pair.startsWith('Signature='))
      .sort()
      .join('&')
    expect(Message).toBe(
      `Specified signature is not matched with our calculation. server string to sign is:POST&%2F&${encodeURIComponent(text)}`,
    )
  })

  test.each(['JSON', 'json', 'Json'])('Format=%s is answered in JSON', async (Format) => {
    const reply = await send(server, signV1(rootKey, 'ListTagResources', target, { common: { Format } }))
    expect(reply.headers['content-type']).toBe('application/json;charset=utf-8')
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': '*',
      'x-acs-request-id': JSON.parse(reply.text).RequestId,
      'x-acs-trace-id': expect.stringMatching(/^[0-9a-f]{32}$/),
    })
  })

  test.each(['XML', 'xml', undefined, ''])('Format=%s is answered in XML', async (Format) => {
    const reply = await send(server, signV1(rootKey, 'ListTagResources', target, { common: { Format } }))
    expect(reply.headers['content-type']).toBe('text/xml;charset=utf-8')
    const row = (key: string, value: string) =>
      `<TagResource><ResourceId>${orders}</ResourceId><ResourceType>ALIYUN::KVSTORE::INSTANCE</ResourceType><TagKey>${key}</TagKey><TagValue>${value}</TagValue></TagResource>`
    expect(reply.text).toBe(
      `<?xml version='1.0' encoding='UTF-8'?><ListTagResourcesResponse><RequestId>${reply.headers['x-acs-request-id']}</RequestId><NextToken></NextToken><TagResources>${row('env', 'prod')}${row('team', 'orders')}</TagResources></ListTagResourcesResponse>`,
    )
  })

  test('another Format is refused, in XML', async () => {
    const reply = await send(server, signV1(rootKey, 'ListTagResources', target, { common: { Format: 'YAML' } }))
    expect(reply.status).toBe(400)
    expect(reply.text).toContain('<Error><RequestId>')
    expect(reply.text).toContain('<Code>InvalidParameter.Format</Code>')
  })

  test('a string to sign is escaped in XML', async () => {
    const request = replaced(
      signV1(rootKey, 'ListTagResources', target, { common: { Format: 'XML' } }),
      /&Signature=[^&]*/,
      '&Signature=x',
    )
    expect((await send(server, request)).text).toContain('is:POST&amp;%2F&amp;AccessKeyId')
  })

  test('sparse indices move up, whatever their size', async () => {
    const answer = await call('UntagResources', ['TagKey.99999999', 'team'], ['TagKey.7', 'absent'])
    expect(answer).toMatchObject({ status: 200 })
    expect(await tags()).toEqual([['env', 'prod']])
  })

  test('a tag without a value has the empty one', async () => {
    await call('TagResources', ['Tag.1.Key', 'env'])
    expect(await tags()).toEqual([
      ['env', ''],
      ['team', 'orders'],
    ])
  })

  test('Tag.N.Key is no parameter of UntagResources', async () => {
    expect(await call('UntagResources', ['Tag.1.Key', 'env'])).toMatchObject({ Code: 'MissParameter.TagOrResourceId' })
  })

  test('booleans are read in any letter case', async () => {
    await call('UntagResources', ['All', 'TRUE'])
    expect(await tags()).toEqual([])
  })
})

describe('the wire of Terraform', () => {
  const teaHeaders = {
    'x-acs-version': '2015-01-01',
    'user-agent': 'AlibabaCloud (linux; amd64) Golang/1.22 Core/0.0.1',
  }

  test('tea-rpc: common parameters in the query, the others in a form, and format in small letters', async () => {
    const options = { place: 'form', common: { Format: 'json' } } as const
    const tea = (action: string, ...pairs: Pairs) =>
      ask(server, signV1(rootKey, action, pairs, { ...options, headers: { ...teaHeaders, 'x-acs-action': action } }))
    expect(await tea('UntagResources', ...target, ['TagKey.1', 'team'])).toMatchObject({ status: 200 })
    expect(await tags()).toEqual([['env', 'prod']])
    const { Instances } = await tea('DescribeInstanceAttribute', ['InstanceId', orders], ['RegionId', region])
    expect(Instances.DBInstanceAttribute[0]).toMatchObject({ InstanceId: orders, IsSupportTDE: false })
    expect(await tea('DescribeInstanceAttribute', ['InstanceId', 'r-gone'])).toMatchObject({
      status: 404,
      Code: 'InvalidInstanceId.NotFound',
    })
  })

  test('sdk-go: everything in the query, + for a blank, an empty SignatureType, an empty body typed as a form', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-sdk-invoke-type': 'common' }
    const request = signV1(rootKey, 'TagResources', [...target, ['Tag.1.Key', 'team a'], ['Tag.1.Value', '*']], {
      common: { SignatureType: '' },
      headers,
    })
    const asGoWrites = replaced(replaced(request, 'team%20a', 'team+a'), 'Value=%2A', 'Value=*')
    expect(await ask(server, asGoWrites)).toMatchObject({ status: 200 })
    expect(await tags()).toContainEqual(['team a', '*'])
  })
})

describe('signature V3', () => {
  const v3 = (action: string, pairs: Pairs, options = {}) => signV3(server.host, rootKey, action, pairs, options)
  const strip3 = (options = {}) => v3('UntagResources', [...target, ['All', 'true']], options)

  test('a form is signed through its digest', async () => {
    expect(await ask(server, strip3({ place: 'form' }))).toMatchObject({ status: 200 })
    expect(await tags()).toEqual([])
  })

  test('GET is as good as POST', async () => {
    expect(await ask(server, strip3({ method: 'GET' }))).toMatchObject({ status: 200 })
  })

  test('XML is answered to who accepts only that', async () => {
    const reply = await send(server, v3('ListTagResources', target, { headers: { accept: 'application/xml' } }))
    expect(reply.headers['content-type']).toBe('text/xml;charset=utf-8')
  })

  const header = (request: RawRequest, name: string, change: (value: string) => string): RawRequest => ({
    ...request,
    headers: { ...request.headers, [name]: change(request.headers[name] ?? '') },
  })

  test.each<[string, string, () => RawRequest]>([
    [
      'a wrong secret',
      'SignatureDoesNotMatch',
      () => signV3(server.host, { ...rootKey, secret: 'x' }, 'UntagResources', target),
    ],
    [
      'a truncated signature',
      'SignatureDoesNotMatch',
      () => header(strip3(), 'authorization', (text) => text.slice(0, -1)),
    ],
    ['another body', 'SignatureDoesNotMatch', () => ({ ...strip3({ place: 'form' }), body: 'All=true' })],
    ['another action', 'SignatureDoesNotMatch', () => header(strip3(), 'x-acs-action', () => 'TagResources')],
    ['another host', 'SignatureDoesNotMatch', () => header(strip3(), 'host', () => 'elsewhere')],
    ['another query', 'SignatureDoesNotMatch', () => replaced(strip3(), 'All=true', 'All=True')],
    [
      'an unsigned nonce',
      'IncompleteSignature',
      () => header(strip3(), 'authorization', (text) => text.replace('x-acs-signature-nonce;', '')),
    ],
    [
      'an unsigned host',
      'IncompleteSignature',
      () => header(strip3(), 'authorization', (text) => text.replace('host;', '')),
    ],
    ['a header cut short', 'IncompleteSignature', () => header(strip3(), 'authorization', (text) => text.slice(0, 40))],
    [
      'another algorithm',
      'InvalidSignatureMethod',
      () => header(strip3(), 'authorization', (text) => text.replace('SHA256', 'SM3')),
    ],
    [
      'an unknown key',
      'InvalidAccessKeyId.NotFound',
      () => signV3(server.host, { ...rootKey, id: 'x' }, 'UntagResources', target),
    ],
    ['a disabled key', 'InvalidAccessKeyId.Inactive', () => signV3(server.host, inactiveKey, 'UntagResources', target)],
    [
      'a token',
      'InvalidSecurityToken.MismatchWithAccessKey',
      () => strip3({ headers: { 'x-acs-security-token': 'x' } }),
    ],
    ['a past date', 'InvalidTimeStamp.Expired', () => strip3({ at: Date.now() - 16 * 60_000 })],
    ['a future date', 'InvalidTimeStamp.Expired', () => strip3({ at: Date.now() + 16 * 60_000 })],
    ['another version', 'InvalidVersion', () => strip3({ version: '2018-08-28' })],
  ])('with %s is refused, and nothing changes', async (_what, Code, request) => {
    expect(await ask(server, request())).toMatchObject({ Code })
    expect(await tags()).toEqual(seeded)
  })

  test('a replay is refused', async () => {
    const request = v3('ListTagResources', target)
    expect(await ask(server, request)).toMatchObject({ status: 200 })
    expect(await ask(server, request)).toMatchObject({ Code: 'SignatureNonceUsed' })
  })
})
