import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, currentSdk } from '../alibaba/clients.ts'
import { account, opsKey, orders, region, seed, sessions } from '../alibaba/fleet.ts'
import * as huawei from '../huawei/fleet.ts'
import { tagplane } from '../server/command.ts'
import { type RunningServer, startServer } from '../server.ts'
import { accessTo } from './access.ts'

let server: RunningServer
let access: ReturnType<typeof accessTo>
beforeAll(async () => {
  server = await startServer({ seed })
  access = accessTo(server.data)
})
afterAll(() => server?.[Symbol.asyncDispose]())

const untag = (client: Client, id = sessions) =>
  client('UntagResources', { RegionId: region, ResourceType: 'INSTANCE', ResourceId: [id], TagKey: ['none'] })
const good = { status: 200 }
const denied = { status: 403, Code: 'Forbidden.RAM' }

/** A client of a user who was made for one test. */
async function aUser(name: string, ...policies: readonly string[]): Promise<Client> {
  await access.done(`create user ${name} --account ${account}`)
  for (const policy of policies) await access.done(`attach --to user/${name} ${policy}`)
  return currentSdk(server, await access.json(`create key --for user/${name}`))
}

test('a key that was made works for the next request, and is refused once it is disabled or deleted', async () => {
  await access.done(`create user key-holder --account ${account}`)
  await access.done('attach --to key-holder AliyunKvstoreFullAccess')
  const key = await access.json('create key --for key-holder')
  const client = currentSdk(server, key)
  expect(await untag(client)).toMatchObject(good)
  await access.done(`disable key ${key.id}`)
  expect(await untag(client)).toMatchObject({ Code: 'InvalidAccessKeyId.Inactive' })
  await access.done(`enable key ${key.id}`)
  expect(await untag(client)).toMatchObject(good)
  await access.done(`delete key ${key.id}`)
  expect(await untag(client)).toMatchObject({ Code: 'InvalidAccessKeyId.NotFound' })
})

test('a key that is rotated stays good, unless told otherwise', async () => {
  const client = await aUser('rotator', 'AliyunKvstoreFullAccess')
  const [{ id }] = (await access.json('show rotator')).keys
  const next = currentSdk(server, await access.json(`rotate key ${id} --disable-old`))
  expect(await untag(next)).toMatchObject(good)
  expect(await untag(client)).toMatchObject({ Code: 'InvalidAccessKeyId.Inactive' })
})

test('a policy that is attached or detached decides on the next request', async () => {
  const client = await aUser('climber')
  expect(await untag(client)).toMatchObject(denied)
  await access.done('attach --to climber AliyunKvstoreFullAccess')
  expect(await untag(client)).toMatchObject(good)
  await access.done('detach --from climber AliyunKvstoreFullAccess')
  expect(await untag(client)).toMatchObject(denied)
})

test('a member has the policies of his group as long as he is one', async () => {
  const client = await aUser('member')
  await access.done(`create group taggers --account ${account}`)
  await access.done('attach --to taggers AliyunKvstoreFullAccess')
  await access.done('join taggers member')
  expect(await untag(client)).toMatchObject(good)
  await access.done('leave taggers member')
  expect(await untag(client)).toMatchObject(denied)
  await access.done('join taggers member')
  await access.done('delete group/taggers')
  expect(await untag(client)).toMatchObject(denied)
})

test('a user who is disabled or deleted is refused with all his keys', async () => {
  const client = await aUser('leaver', 'AliyunKvstoreFullAccess')
  await access.done('disable leaver')
  expect(await untag(client)).toMatchObject({ Code: 'InvalidAccessKeyId.Inactive' })
  await access.done('enable leaver')
  expect(await untag(client)).toMatchObject(good)
  await access.done('delete leaver')
  expect(await untag(client)).toMatchObject({ Code: 'InvalidAccessKeyId.NotFound' })
})

test('an account of the other cloud is made, signs in and calls', async () => {
  const { id: domain, projects } = await access.json('create account globex --cloud huawei --project cn-north-4')
  const { password } = await access.json('create user admin --administrator --account globex')
  const user = { name: 'admin', password, domain: { name: 'globex' } }
  const scope = { project: { id: projects[0].id } }
  const signIn = (by: object) =>
    huawei.send(
      server,
      'POST',
      '/v3/auth/tokens',
      { 'Content-Type': 'application/json' },
      JSON.stringify({ auth: { identity: { methods: ['password'], password: { user: by } }, scope } }),
    )
  const { status, headers } = await signIn(user)
  expect(status).toBe(201)
  const list = () =>
    huawei.send(server, 'GET', `/v3/${projects[0].id}/tags`, { 'X-Auth-Token': String(headers['x-subject-token']) })
  expect(await list()).toMatchObject({ status: 200 })

  const next = await access.json('rotate password user/admin --account globex')
  expect(await list()).toMatchObject({ status: 401 })
  expect(await signIn(user)).toMatchObject({ status: 401 })
  expect(await signIn({ ...user, password: next.password })).toMatchObject({ status: 201 })
  await access.done('disable user/admin --account globex')
  expect(await signIn({ ...user, password: next.password })).toMatchObject({ status: 401 })
  expect(domain).toMatch(/^[0-9a-f]{32}$/)
})

test('the server goes on as before for everybody else', async () => {
  expect(await untag(currentSdk(server, opsKey), orders)).toMatchObject(good)
})

test('no secret is in what the commands list, in the log, or in a file of the data folder', async () => {
  await access.done(`create user secretive --account ${account}`)
  const { id, secret } = await access.json('create key --for secretive')
  await untag(currentSdk(server, { id, secret }))
  const told = await Promise.all(
    ['list', 'list --json', 'show secretive', 'show secretive --json'].map((each) => access.done(each)),
  )
  const files = readdirSync(server.data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
  for (const text of [...told, server.output(), ...files]) expect(text).not.toContain(secret)
  expect(told[2]).toContain(id)
})

test('what was made before a server ever ran is served by the first one', async () => {
  const data = mkdtempSync(join(tmpdir(), 'tagplane-first-'))
  const first = accessTo(data)
  const { id } = await first.json('create account acme --cloud alibaba')
  const key = await first.json(`create key --for acs:ram::${id}:root`)
  await using fresh = await startServer({ data })
  expect(await currentSdk(fresh, key)('DescribeRegions')).toMatchObject(good)
  expect(await fresh.stop()).toBe(0)
  rmSync(data, { recursive: true })
})

test.each(['access', 'access create', 'access rotate'])('%s alone shows its help', async (command) => {
  const { status, stderr } = await tagplane(command.split(' '))
  expect(status).toBe(1)
  expect(stderr).toContain(`Usage: tagplane ${command} [options] [command]`)
})

test('every command has help, with examples', async () => {
  const { stdout } = await tagplane(['access', '--help'])
  const names = stdout.slice(stdout.indexOf('Commands:')).match(/^ {2}\w+/gm) ?? []
  const leaves = names.map((name) => name.trim()).filter((name) => !['create', 'rotate', 'help'].includes(name))
  expect(leaves).toEqual(expect.arrayContaining(['list', 'show', 'explain', 'attach', 'join', 'disable', 'delete']))
  for (const name of leaves) {
    const help = await tagplane(['access', name, '--help'])
    expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining('\nExamples:\n  $ tagplane access ') })
  }
})
