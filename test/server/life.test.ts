import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as redis from '../alibaba/fleet.ts'
import { ask, send } from '../alibaba/send.ts'
import { signV1, signV3 } from '../alibaba/signer.ts'
import * as dds from '../huawei/fleet.ts'
import { type RunningServer, startServer } from '../server.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tagplane-life-'))
const seed = join(scratch, 'both.yaml')
beforeAll(() => {
  const sections = [redis.seed, new URL('../huawei/seed.yaml', import.meta.url)]
  writeFileSync(seed, sections.map((section) => readFileSync(section, 'utf8')).join('\n'))
})
afterAll(() => rmSync(scratch, { recursive: true }))

function tagRedis(server: RunningServer, key: string, value: string) {
  const pairs = [
    ['RegionId', redis.region],
    ['ResourceType', 'INSTANCE'],
    ['ResourceId.1', redis.orders],
    ['Tag.1.Key', key],
    ['Tag.1.Value', value],
  ] as const
  return ask(server, signV3(server.host, redis.rootKey, 'TagResources', pairs))
}

async function redisTags(server: RunningServer): Promise<readonly string[]> {
  const pairs = [
    ['RegionId', redis.region],
    ['ResourceType', 'INSTANCE'],
    ['ResourceId.1', redis.orders],
  ] as const
  const { TagResources } = await ask(server, signV1(redis.rootKey, 'ListTagResources', pairs))
  return TagResources.TagResource.map((tag: Record<string, string>) => `${tag.TagKey}=${tag.TagValue}`).sort()
}

test.each(['stop', 'kill'] as const)(
  'what was acknowledged is there after a %s, and spent nonces stay spent',
  async (end) => {
    const data = mkdtempSync(join(scratch, 'data-'))
    const call = (host: string) =>
      signV1(redis.rootKey, 'DescribeRegions', [], { nonce: `${end}-once`, headers: { host } })
    await using first = await startServer({ seed, data })
    expect(await tagRedis(first, 'kept', 'yes')).toMatchObject({ status: 200 })
    const body = { action: 'create', tags: [{ key: 'kept', value: 'yes' }] }
    await dds.sendSigned(first, 'POST', `/v3/${dds.beijing}/instances/${dds.ordersDb}/tags/action`, body)
    const token = await dds.tokenFor(first, dds.beijing)
    const once = call(first.host)
    expect(await ask(first, once)).toMatchObject({ status: 200 })
    await first[end]()

    await using second = await startServer({ data })
    expect(await redisTags(second)).toEqual(['env=prod', 'kept=yes', 'team=orders'])
    expect((await dds.tagsOf(second, dds.beijing, dds.ordersDb)).sort()).toEqual(['env=prod', 'kept=yes'])
    expect(await ask(second, once)).toMatchObject({ Code: 'SignatureNonceUsed' })
    const target = `/v3/${dds.beijing}/instances/${dds.ordersDb}/tags`
    expect(await dds.send(second, 'GET', target, { 'X-Auth-Token': token })).toMatchObject({ status: 200 })
  },
)

test.concurrent.each(['SIGTERM', 'SIGINT'] as const)(
  '%s: the call under way is answered, then the server ends with status 0',
  async (signal) => {
    await using server = await startServer({ seed })
    const slow = (await aSlowCall(server)).setEncoding('utf8')
    let answer = ''
    slow.on('data', (text: string) => {
      answer += text
    })
    server.process.kill(signal)
    await refused(server.port)
    expect(server.process.exitCode).toBeNull()
    slow.write('mat=J')
    await once(slow, 'close')
    const [status] = server.process.exitCode === null ? await once(server.process, 'exit') : [server.process.exitCode]
    expect(status).toBe(0)
    expect(answer).toMatch(/^HTTP\/1\.1 \d{3} /)
    expect(answer).toMatch(/^connection: close\r$/im)
  },
)

test.concurrent('SIGTERM again and again changes nothing: the call under way is answered', async () => {
  await using server = await startServer({ seed })
  const slow = await aSlowCall(server)
  for (let count = 0; count < 3; count++) {
    server.process.kill('SIGTERM')
    await refused(server.port)
  }
  slow.write('mat=J')
  const [answer] = await once(slow, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 \d{3} /)
  expect(await server.stop()).toBe(0)
})

test.concurrent('a second SIGINT of a person ends the server at once, one that comes with the first does not', async () => {
  await using server = await startServer({ seed })
  const stuck = await aSlowCall(server)
  for (let count = 0; count < 2; count++) {
    server.process.kill('SIGINT')
    await refused(server.port)
  }
  expect(server.process.exitCode).toBeNull()
  await sleep(600)
  server.process.kill('SIGINT')
  await once(server.process, 'exit')
  expect(server.process.exitCode).toBe(130)
  stuck.destroy()
})

test.concurrent('a call that never ends does not keep the server from ending within ten seconds', {
  timeout: 40_000,
}, async () => {
  await using server = await startServer({ seed })
  await aSlowCall(server)
  expect(await server.stop()).toBe(0)
})

test('health, readiness and figures are told without a key', async () => {
  await using server = await startServer({ seed })
  const get = (path: string) => send(server, { method: 'GET', path, headers: {}, body: '' })
  await tagRedis(server, 'k', 'v')
  await redisTags(server)
  await dds.tagsOf(server, dds.beijing, dds.ordersDb)
  expect(await get('/healthz')).toMatchObject({ status: 200 })
  expect(await get('/readyz')).toMatchObject({ status: 200 })
  const { status, text } = await get('/metrics')
  expect(status).toBe(200)
  expect(text).toMatch(/^tagplane_requests_total\{dialect="alibaba",operation="TagResources",code="OK"\} 1$/m)
  expect(text).toMatch(/^tagplane_requests_total\{dialect="huawei",operation="\w+",code="OK"\} 1$/m)
  expect(text).toMatch(/^tagplane_request_seconds_count\{dialect="alibaba",operation="TagResources"\} 1$/m)
  expect(text).toMatch(/^tagplane_commit_batch_writes_count [1-9]/m)
  expect(text).toMatch(/^tagplane_store_seconds_count\{method="changeTags"\} 1$/m)
})

test('a caller’s own text never becomes a figure', async () => {
  await using server = await startServer({ seed })
  for (const path of ['/?Action=MyOwnText', '/v3/MyOwnText', '/MyOwnText?Action=x', '/v3.0/MyOwnText/MyOwnText']) {
    await send(server, { method: 'GET', path, headers: {}, body: '' })
  }
  const { text } = await send(server, { method: 'GET', path: '/metrics', headers: {}, body: '' })
  expect(text).toContain('tagplane_requests_total{')
  expect(text).not.toContain('MyOwnText')
})

/** A call whose body lacks its end, once the server has the rest of it. */
async function aSlowCall(server: RunningServer) {
  const slow = connect(server.port, '127.0.0.1').on('error', () => {})
  slow.write(`POST /?Action=DescribeRegions HTTP/1.1\r\nHost: ${server.host}\r\nContent-Length: 8\r\n\r\nFor`)
  await send(server, { method: 'GET', path: '/healthz', headers: {}, body: '' })
  return slow
}

/** Waits until nobody listens on a port any more. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const probe = connect(port, '127.0.0.1')
    const outcome = await Promise.race([
      once(probe, 'connect').then(() => 'connected'),
      new Promise<string>((done) => probe.once('error', () => done('refused'))),
    ])
    probe.destroy()
    if (outcome === 'refused') return
  }
}
