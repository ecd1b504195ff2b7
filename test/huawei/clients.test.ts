import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunningServer } from '../server.ts'
import * as fleet from './fleet.ts'
import { derivation, signed } from './signer.ts'

const { beijing, wide, wideDb, ordersDb, key } = fleet
const action = `/v3/${beijing}/instances/${ordersDb}/tags/action`

let server: RunningServer
beforeAll(async () => {
  server = await fleet.startFleet()
})
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(async () => {
  const { body } = await fleet.sendSigned(server, 'GET', `/v3/${beijing}/instances/${ordersDb}/tags`)
  if (body.tags.length > 0) await fleet.sendSigned(server, 'POST', action, { action: 'delete', tags: body.tags })
})

const tags = () => fleet.tagsOf(server, beijing, ordersDb)

/** Signs `headers` as the client does, then adds the headers that it sends unsigned. */
function send(method: string, target: string, headers: Record<string, string>, body: string, unsigned = {}) {
  return fleet.send(server, method, target, { ...signed({ method, target, headers, body }, key), ...unsigned }, body)
}

describe('Go SDK', () => {
  const headers = { 'user-agent': 'huaweicloud-usdk-go/3.0', 'x-project-id': beijing }
  const unsigned = { 'Content-Type': 'application/json;charset=utf8' }

  test('signs neither host nor content type', async () => {
    const body = '{"action":"create","tags":[{"key":"go","value":"1"}]}'
    expect(await send('POST', action, headers, body, unsigned)).toMatchObject({ status: 200, body: {} })
    expect(await tags()).toEqual(['go=1'])
  })

  test('sends its query sorted and escaped', async () => {
    const target = `/v3/${beijing}/instances?limit=5&name=%2Aorders&offset=0`
    expect(await send('GET', target, headers, '', unsigned)).toMatchObject({ status: 200, body: { total_count: 1 } })
  })
})

describe('Python SDK', () => {
  const headers = () => ({
    'Content-Type': 'application/json',
    Host: server.host,
    'User-Agent': 'huaweicloud-usdk-python/3.0; os/linux python/3.11 impl/CPython; app/x',
    'X-Project-Id': beijing,
  })

  test('puts blanks into its JSON and escapes what is not ASCII', async () => {
    const body = '{"action": "create", "tags": [{"key": "k", "value": ""}, {"key": "u", "value": "\\u00e9 \\u4e2d"}]}'
    expect(await send('POST', action, headers(), body)).toMatchObject({ status: 200 })
    expect(await tags()).toEqual(['k=', 'u=é 中'])
  })

  test('leaves out a value that is None, which only a lenient project takes', async () => {
    const body = '{"action": "create", "tags": [{"key": "n"}]}'
    expect(await send('POST', action, headers(), body)).toMatchObject({
      status: 400,
      body: { error_code: 'DBS.280483' },
    })
    const lenient = `/v3/${wide}/instances/${wideDb}/tags/action`
    expect(await send('POST', lenient, { ...headers(), 'X-Project-Id': wide }, body)).toMatchObject({ status: 200 })
  })

  test('lists with every parameter escaped', async () => {
    const target = `/v3/${beijing}/instances?id=${ordersDb}&limit=5&name=%2Aorders&tags=a%3Db%2Cc%3D`
    expect(await send('GET', target, headers(), '')).toMatchObject({
      status: 200,
      body: { instances: [], total_count: 0 },
    })
  })

  test('looks its project up without a content type', async () => {
    const headers = { Host: server.host, 'User-Agent': 'os/linux python/3.11 impl/CPython; app/x' }
    const reply = await send('GET', '/v3/projects?name=cn-north-4', headers, '')
    expect(reply.body.projects).toMatchObject([{ id: beijing }])
  })
})

describe('Terraform provider', () => {
  const headers = {
    Accept: 'application/json',
    'Content-Type': 'application/json',
    'User-Agent': 'terraform-provider-iac golangsdk/2.0.0',
    'X-Language': 'en-us',
  }
  const unsigned = { 'X-Project-Id': beijing }

  test('ends its bodies in a line break and adds the project unsigned', async () => {
    const body = '{"action":"create","tags":[{"key":"tf","value":"1"}]}\n'
    expect(await send('POST', action, headers, body, unsigned)).toMatchObject({ status: 200, body: {} })
    expect(await tags()).toEqual(['tf=1'])
  })

  test('updates tags by deleting each with its value, and creating them all', async () => {
    const post = (body: string) => send('POST', action, headers, body, unsigned)
    await post('{"action":"create","tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}\n')
    await post('{"action":"delete","tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}\n')
    await post('{"action":"create","tags":[{"key":"a","value":"3"}]}\n')
    expect(await tags()).toEqual(['a=3'])
  })

  test('pages through instances by tags with numbers, until a page is empty', async () => {
    const target = `/v3/${beijing}/instances/action`
    const page = (offset: number) =>
      send('POST', target, headers, `{"action":"filter","limit":100,"offset":${offset},"tags":[]}\n`, unsigned)
    expect((await page(0)).body).toMatchObject({ instances: [{ instance_id: ordersDb }], total_count: 1 })
    expect((await page(100)).body).toMatchObject({ instances: [], total_count: 1 })
  })

  test('may name another project in the unsigned header, which decides nothing', async () => {
    const body = '{"action":"create","tags":[{"key":"tf","value":"1"}]}\n'
    expect(await send('POST', action, headers, body, { 'X-Project-Id': fleet.foreign })).toMatchObject({ status: 200 })
  })

  test('signs in twice by password, for the project and for the domain', async () => {
    for (const scope of [{ project: { name: 'cn-north-4' } }, { domain: { name: 'acme' } }]) {
      const { status, headers } = await fleet.askForToken(server, { scope })
      expect(status).toBe(201)
      expect(headers['x-subject-token']).toBeTruthy()
    }
  })

  test('reads a code and a message from every refusal', async () => {
    const refused = [
      await send('POST', action, headers, '{"action":"nope"}\n', unsigned),
      await send('GET', `/v3/${fleet.foreign}/tags`, headers, '', unsigned),
      await send('GET', `/v3/${beijing}/nothing`, headers, '', unsigned),
    ]
    for (const { body } of refused)
      expect(body).toMatchObject({ error_code: expect.any(String), error_msg: expect.any(String) })
  })
})

test('V11-HMAC-SHA256 is verified for whatever region and service it was derived for', async () => {
  const target = `/v3/${beijing}/tags`
  for (const derivedFor of ['cn-north-4/dds', 'x/y'].map((place) => derivation(place))) {
    const headers = signed({ method: 'GET', target, headers: {} }, key, { derivedFor })
    expect(await fleet.send(server, 'GET', target, headers)).toMatchObject({ status: 200 })
  }
})
