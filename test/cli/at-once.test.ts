import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { currentSdk } from '../alibaba/clients.ts'
import { account, opsKey, region, seed, sessions } from '../alibaba/fleet.ts'
import { startServer } from '../server.ts'
import { accessTo } from './access.ts'

const command = fileURLToPath(new URL('../../bin/tagplane.js', import.meta.url))
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-at-once-'))
  folders.push(folder)
  return folder
}

const names = ['a', 'b', 'c', 'd', 'e', 'f']

test('commands at once, beside a server that writes, lose nothing', async () => {
  await using server = await startServer({ seed })
  const access = accessTo(server.data)
  await access.done(`create group all --account ${account}`)
  const client = currentSdk(server, opsKey)
  const tag = (value: string) =>
    client('TagResources', {
      RegionId: region,
      ResourceType: 'INSTANCE',
      ResourceId: [sessions],
      Tag: [{ Key: 'n', Value: value }],
    })
  const [, ...answers] = await Promise.all([
    Promise.all(names.map((name) => access.done(`create user at-once-${name} --account ${account}`))),
    ...Array.from({ length: 50 }, (_, n) => tag(String(n))),
  ])
  for (const answer of answers) expect(answer).toMatchObject({ status: 200 })
  await Promise.all(names.map((name) => access.done(`join all at-once-${name}`)))
  expect((await access.json('show group/all')).members).toEqual(names.map((name) => `user/at-once-${name}`))
})

test('two keys at most, however many are asked for at once', async () => {
  const data = aFolder()
  const access = accessTo(data)
  await access.done('create account acme --cloud alibaba')
  await access.done('create user ops')
  const made = await Promise.all(names.map(() => access.run('create key --for ops --json')))
  expect(made.map(({ status }) => status).sort()).toEqual([0, 0, 1, 1, 1, 1])
  const ids = made.filter(({ status }) => status === 0).map(({ stdout }) => JSON.parse(stdout).id)
  expect((await access.json('show ops')).keys.map(({ id }: { id: string }) => id)).toEqual(ids.sort())
})

test('the first commands of a folder at once make one file and one key file', async () => {
  const data = aFolder()
  const access = accessTo(data)
  await Promise.all(names.map((name) => access.done(`create account ${name} --cloud alibaba`)))
  const { accounts } = await access.json('list')
  expect(accounts.map(({ name }: { name: string }) => name).sort()).toEqual(names)
  const keys = await Promise.all(
    accounts.map(({ id }: { id: string }) => access.json(`create key --for acs:ram::${id}:root`)),
  )
  await using server = await startServer({ data })
  for (const key of keys) expect(await currentSdk(server, key)('DescribeRegions')).toMatchObject({ status: 200 })
  await server.stop()
})

test('a command that is killed at any moment leaves its change done or not begun, and the file whole', async () => {
  const data = aFolder()
  const access = accessTo(data)
  await access.done('create account acme --cloud alibaba')
  for (const [index, name] of names.entries()) {
    const child = spawn(process.execPath, [command, 'access', 'create', 'user', name], {
      env: { ...process.env, TAGPLANE_DATA: data },
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), 60 * (index + 1))
    await once(child, 'exit')
    clearTimeout(timer)
  }
  const { principals } = await access.json('list')
  for (const name of names) {
    const there = principals.some((each: { name: string }) => each.name === name)
    expect(await access.run(`create user ${name}`)).toMatchObject({ status: there ? 1 : 0 })
  }
  await using server = await startServer({ data })
  expect(await server.stop()).toBe(0)
})

test('a command that another process keeps waiting too long says what to do', { timeout: 30_000 }, async () => {
  const data = aFolder()
  const access = accessTo(data)
  await access.done('create account acme --cloud alibaba')
  const other = new Sqlite(join(data, 'tagplane.db'))
  other.exec('begin immediate')
  const { status, stderr } = await access.run('create user ops')
  other.close()
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr:
      'tagplane: Another process is writing to the data folder and does not end; wait until it is done, or end it, and try again\n',
  })
})
