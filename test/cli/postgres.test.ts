import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import * as redis from '../alibaba/fleet.ts'
import { ask } from '../alibaba/send.ts'
import { signV3 } from '../alibaba/signer.ts'
import { startPostgres } from '../postgres-server.ts'
import { tagplane } from '../server/command.ts'
import { startServer } from '../server.ts'

const secondMs = 1000

test('the commands of access work on a PostgreSQL that a server uses, and hold there within a second', async () => {
  await using database = await startPostgres()
  await using server = await startServer({ seed: redis.seed, args: ['--store', database.url] })
  const access = (...args: string[]) =>
    tagplane(['access', ...args, '--store', database.url, '--data', server.data, '--cloud', 'alibaba'])
  const describe = async () => (await ask(server, signV3(server.host, redis.guestKey, 'DescribeRegions', []))).status
  const soon = () => new Promise((passed) => setTimeout(passed, secondMs))

  expect(await describe()).toBe(403)
  const policy = join(server.data, 'regions.json')
  const statement = { Effect: 'Allow', Action: 'kvstore:DescribeRegions', Resource: '*' }
  writeFileSync(policy, JSON.stringify({ Version: '1', Statement: [statement] }))
  expect(await access('attach', '--to', 'user/guest', policy)).toMatchObject({ status: 0 })
  await soon()
  expect(await describe()).toBe(200)
  expect(await access('disable', 'key', redis.guestKey.id)).toMatchObject({ status: 0 })
  await soon()
  expect(await describe()).toBe(400)
  expect((await access('list')).stdout).toMatch(/user\/guest/)
}, 60_000)

test('of two first nodes that start at the same moment with keys of their own, one starts and the other says why not', async () => {
  await using database = await startPostgres()
  const folders = [aNodeFolder(), aNodeFolder()]
  const args = ['--store', database.url]
  await tagplane(['access', 'list', ...args, '--data', folders[0] ?? ''])
  const gate = await closedGate(database.url)
  const starting = Promise.allSettled(folders.map((data) => startServer({ data, args })))
  await gate.openFor(2)
  const nodes = await starting
  const started = nodes.findIndex(({ status }) => status === 'fulfilled')
  const [winner, loser] = [folders[started] ?? '', folders[1 - started] ?? '']
  for (const node of nodes) if (node.status === 'fulfilled') onTestFinished(() => node.value[Symbol.asyncDispose]())
  expect(nodes[1 - started]).toMatchObject({
    reason: {
      message: expect.stringContaining(`tagplane: ${loser}/secret.key is not the key of this store; put the one`),
    },
  })
  copyFileSync(join(winner, 'secret.key'), join(loser, 'secret.key'))
  await using late = await startServer({ data: loser, args })
  expect((await fetch(`${late.url}/readyz`)).status).toBe(200)
}, 60_000)

/** The data folder of a node that has a key and has not started. */
function aNodeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-node-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'secret.key'), randomBytes(32), { mode: 0o600 })
  return folder
}

/** Keeps whoever would leave a mark in the store waiting, until so many do. */
async function closedGate(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('begin; lock table property in exclusive mode')
  const waiting = async () => (await client.query('select from pg_locks where not granted')).rowCount
  return {
    async openFor(count: number) {
      await expect.poll(waiting, { timeout: 10_000 }).toBe(count)
      await client.query('commit')
      await client.end()
    },
  }
}
