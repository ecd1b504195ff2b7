import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import * as fleet from './fleet.ts'

const { beijing, foreign, foreignDb } = fleet
const testDb = '00000000000000000000000000000011in02'
const prodDb = '00000000000000000000000000000012in02'
const bareDb = '00000000000000000000000000000013in02'
const missingDb = '00000000000000000000000000000099in02'

const admin = { id: 'TESTAKADMIN0000001', secret: 'testsk-admin' }
const tagger = { id: 'TESTAKTAGGER000001', secret: 'testsk-tagger' }
const reader = { id: 'TESTAKREADER000001', secret: 'testsk-reader' }
const nobody = { id: 'TESTAKNOBODY000001', secret: 'testsk-nobody' }

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ seed: new URL('policies.yaml', import.meta.url) })
})
afterAll(() => server[Symbol.asyncDispose]())

type Key = typeof admin

/** Adds a tag through the vendor's client; what the client throws is the answer. */
function addTag(as: Key, instance_id: string, project = beijing) {
  const body = { action: 'create', tags: [{ key: 'owner', value: 'ann' }] }
  return fleet.clientFor(server, project, as).batchTagAction({ instance_id, body } as never)
}

async function tagsOf(instance: string): Promise<unknown> {
  const { body } = await fleet.sendSigned(server, 'GET', `/v3/${beijing}/instances/${instance}/tags`, '', { by: admin })
  return body.tags
}

/** What the client throws for a denial, with the reasons that only the server can read. */
const denied = (action: string) => ({
  ...fleet.refusal(
    403,
    'DBS.280063',
    `You do not have following permission to perform this operation: ${action}. Contact your administrator.`,
  ),
  encodedAuthorizationMessage: expect.stringMatching(/^[\w-]{100,}$/),
})

describe('through the vendor’s client', () => {
  test('an instance that has the tag may be tagged', async () => {
    expect(await addTag(tagger, testDb)).toMatchObject({ httpStatusCode: 200 })
    expect(await tagsOf(testDb)).toContainEqual({ key: 'owner', value: 'ann' })
  })

  test.each([
    ['has another value', prodDb],
    ['has no such tag', bareDb],
  ])('an instance that %s is left as it is', async (_, instance) => {
    const before = await tagsOf(instance)
    await expect(addTag(tagger, instance)).rejects.toMatchObject(denied('dds:instance:setTag'))
    expect(await tagsOf(instance)).toEqual(before)
  })

  test('who may only read is denied, whatever the tags', async () => {
    await expect(addTag(reader, testDb)).rejects.toMatchObject(denied('dds:instance:setTag'))
  })

  test('who may only read is not told whether an instance is there', async () => {
    await expect(addTag(reader, missingDb)).rejects.toMatchObject(denied('dds:instance:setTag'))
  })

  test('who may only read, reads', async () => {
    const client = fleet.clientFor(server, beijing, reader)
    expect(await client.listInstanceTags({ instance_id: prodDb } as never)).toMatchObject({
      tags: [{ key: 'env', value: 'prod' }],
    })
  })

  test('who has no policy may nothing', async () => {
    const client = fleet.clientFor(server, beijing, nobody)
    await expect(client.listInstanceTags({ instance_id: testDb } as never)).rejects.toMatchObject(
      denied('dds:instance:listTags'),
    )
  })

  test('the administrator may everything without a policy', async () => {
    expect(await addTag(admin, bareDb)).toMatchObject({ httpStatusCode: 200 })
  })

  test('a project and an instance of another domain are out of reach for all', async () => {
    for (const key of [admin, tagger]) {
      await expect(addTag(key, foreignDb, foreign)).rejects.toMatchObject(fleet.refusal(400, 'DBS.200010'))
      await expect(addTag(key, foreignDb)).rejects.toMatchObject(fleet.refusal(400, 'DBS.280110'))
    }
  })
})

test('a token carries no more rights than its user has', async () => {
  const user = { name: 'reader', password: 'Reader-Passw0rd', scope: { project: { id: beijing } } }
  const { headers } = await fleet.askForToken(server, user)
  const token = { 'X-Auth-Token': String(headers['x-subject-token']) }
  const path = `/v3/${beijing}/instances/${testDb}`
  expect(await fleet.send(server, 'GET', `${path}/tags`, token)).toMatchObject({ status: 200 })
  expect(await fleet.send(server, 'DELETE', path, token)).toMatchObject({
    status: 403,
    body: { error_code: 'DBS.280063', error_msg: expect.stringContaining('dds:instance:delete') },
  })
})

test('two denials of the same call look nothing alike, and are of the same length', async () => {
  const message = async () => {
    const reply = await fleet.sendSigned(server, 'DELETE', `/v3/${beijing}/instances/${testDb}`, '', { by: reader })
    return reply.body.encoded_authorization_message as string
  }
  const [first, second] = [await message(), await message()]
  expect(first.slice(0, 20)).not.toBe(second.slice(0, 20))
  expect(first.length).toBe(second.length)
})
