import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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
