import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { ask } from '../alibaba/send.ts'
import { signV3 } from '../alibaba/signer.ts'
import { signed } from '../huawei/signer.ts'
import { alibabaKey, hangzhou, huaweiKey, strictDbs, strictProject, writeSeedFile } from '../model/fleet.ts'
import { type RunningServer, startServer } from '../server.ts'

/** Room for the database, and for few changes beside it. */
const fileKibMax = 400
const changesMax = 400

const seed = writeSeedFile()
const folders: string[] = []
let data: string

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'tagplane-disk-'))
  folders.push(data)
  await (await startServer({ data, seed })).stop()
})
afterAll(() => {
  for (const folder of [...folders, dirname(seed)]) rmSync(folder, { recursive: true, force: true })
})

function tagRedis(server: RunningServer, value: string) {
  const tag = [
    ...hangzhou.map((id, index) => [`ResourceId.${index + 1}`, id]),
    ['Tag.1.Key', 'k'],
    ['Tag.1.Value', value],
  ]
  const pairs = [['RegionId', 'cn-hangzhou'], ['ResourceType', 'INSTANCE'], ...tag] as [string, string][]
  return ask(server, signV3(server.host, alibabaKey, 'TagResources', pairs))
}

function callDds(server: RunningServer, method: 'GET' | 'POST', path: string, body = '') {
  const target = `/v3/${strictProject}/instances/${strictDbs[0]}/tags${path}`
  const headers = signed(
    { method, target, headers: { host: server.host, 'content-type': 'application/json' }, body },
    huaweiKey,
  )
  return ask(server, { method, path: target, headers, body })
}

const tagDds = (server: RunningServer, value: string) =>
  callDds(server, 'POST', '/action', JSON.stringify({ action: 'create', tags: [{ key: 'k', value }] }))

async function listedDds(server: RunningServer) {
  return (await callDds(server, 'GET', '')).tags
}

/** Changes tags until one change is refused. @returns the last value that was acknowledged */
async function fill(server: RunningServer): Promise<string> {
  for (let number = 0; number < changesMax; number++) {
    const redis = await tagRedis(server, `${number}`)
    const dds = redis.status === 200 ? await tagDds(server, `${number}`) : redis
    if (dds.status !== 200) return `${number - 1}`
  }
  throw new Error(`The disk was not full after ${changesMax} changes`)
}

test('on a full disk writes are refused in the vendor’s words, and reads go on', { timeout: 60_000 }, async () => {
  await using server = await startServer({ data, fileKibMax })
  const last = await fill(server)
  expect(await tagRedis(server, 'more')).toMatchObject({ status: 503, Code: 'ServiceUnavailable' })
  expect(await tagDds(server, 'more')).toMatchObject({ status: 500, error_code: 'DBS.280005' })
  expect([last, `${Number(last) + 1}`].map((value) => [{ key: 'k', value }])).toContainEqual(await listedDds(server))
  const logged = /"code":"ServiceUnavailable".*"error":"StoreUnavailable: The disk is full or failing: .*SQLITE_/
  await expect.poll(server.output).toMatch(logged)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

test('when there is room again, all that was acknowledged is there, nothing that was refused, and writes go on', {
  timeout: 60_000,
}, async () => {
  const before = await startServer({ data, fileKibMax })
  await fill(before)
  const tags = await listedDds(before)
  expect(await tagDds(before, 'refused')).toMatchObject({ error_code: 'DBS.280005' })
  await before.stop()

  await using server = await startServer({ data })
  expect(await listedDds(server)).toEqual(tags)
  expect(await tagRedis(server, 'more')).toMatchObject({ status: 200 })
  expect(await tagDds(server, 'more')).toMatchObject({ status: 200 })
})

test('a folder that is made read-only while the server runs does not stop it', async () => {
  await using server = await startServer({ data })
  chmodSync(data, 0o500)
  try {
    expect(await tagRedis(server, 'v')).toMatchObject({ status: 200 })
  } finally {
    chmodSync(data, 0o700)
  }
})
