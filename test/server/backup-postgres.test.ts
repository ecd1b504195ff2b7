import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../postgres-server.ts'
import { startTagplane, tagplane } from './command.ts'
import { aFolder, serve, tenant, writeSeed } from './one-instance.ts'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres[Symbol.asyncDispose]())

const shown = () => postgres.url.replace('postgres@', '')

/** @returns how many rows it has */
async function run(statement: string, url = postgres.url): Promise<number | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rowCount } = await client.query(statement)
  await client.end()
  return rowCount
}

/** Does work while somebody else holds a lock. */
async function whileLocked<Result>(lock: string, url: string, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(lock)
    return await work()
  } finally {
    await client.end()
  }
}

/** @returns the URL of a schema of its own */
async function anEmptyStore(): Promise<string> {
  const schema = `t${randomBytes(6).toString('hex')}`
  await run(`create schema ${schema}`)
  return `${postgres.url}?options=-c%20search_path%3D${schema}`
}

const on = (store: string) => ['--store', store]

/** A node on a store of its own, with one instance. */
async function seeded() {
  const folder = aFolder()
  const store = await anEmptyStore()
  const node = await serve({ data: join(folder, 'node'), seed: writeSeed(folder), args: on(store) })
  return { folder, store, ...node }
}

/** @returns what was printed */
async function done(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await tagplane(args)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

async function refused(...args: readonly string[]): Promise<string> {
  const { status, stderr } = await tagplane(args)
  expect(status).toBe(1)
  return stderr
}

test('a backup of nodes that go on writing is one moment of them, and fills a folder or another PostgreSQL', async () => {
  const { folder, store, server, tag } = await seeded()
  const other = join(folder, 'other')
  mkdirSync(other)
  writeFileSync(join(other, 'secret.key'), readFileSync(join(server.data, 'secret.key')), { mode: 0o600 })
  const second = await serve({ data: other, args: on(store) })
  let over = false
  const writing = [tag, second.tag].map(async (write, node) => {
    for (let count = 0; !over; count++) await write(`count-${node}`, String(count))
  })
  const backup = join(folder, 'backup')
  expect(await done('verify', ...on(store))).toBe(`${shown()} is sound\n`)
  const printed = await done('backup', '--data', server.data, ...on(store), '--to', backup)
  over = true
  await Promise.all(writing)
  expect(printed).toMatch(`Backed up ${shown()} to ${backup}, as of 2`)
  expect(readdirSync(backup).sort()).toEqual(['backup.json', 'secret.key', 'tagplane.db'])
  expect(await done('verify', '--data', backup)).toBe(`${backup} is sound\n`)
  await tag('env', 'lost')

  const data = join(folder, 'restored')
  await done('restore', '--from', backup, '--data', data)
  const embedded = await (await serve({ data })).tags()
  expect(embedded).toMatchObject({ env: 'prod', team: 'core' })

  const [target, node] = [await anEmptyStore(), join(folder, 'new-node')]
  expect(await done('restore', '--from', backup, '--data', node, ...on(target))).toMatch(`Restored ${shown()}, as of 2`)
  expect(await done('verify', ...on(target))).toBe(`${shown()} is sound\n`)
  const again = await serve({ data: node, args: on(target) })
  expect(await again.tags()).toEqual(embedded)
  await again.tag('env', 'test')
  expect(await again.tags()).toMatchObject({ env: 'test' })
}, 60_000)

test('a restore into PostgreSQL takes tags back to a revision or a time', async () => {
  const { folder, store, server, tag, untag } = await seeded()
  await tag('env', 'test')
  const then = new Date().toISOString()
  await new Promise((passed) => setTimeout(passed, 5))
  await untag('team')
  const backup = join(folder, 'backup')
  await done('backup', '--data', server.data, ...on(store), '--to', backup)
  const restored = async (...args: readonly string[]) => {
    const target = await anEmptyStore()
    const printed = await done('restore', '--from', backup, '--data', server.data, ...on(target), ...args)
    await done('verify', ...on(target))
    const node = await serve({ data: server.data, args: on(target) })
    const tags = await node.tags()
    await node.server.stop()
    return { printed, tags }
  }
  const first = await restored('--revision', `${tenant}=1`)
  expect(first.tags).toEqual({ env: 'prod', team: 'core' })
  expect(first.printed).toMatch(`tenant ${tenant}: back to revision 1, 2 undone, 2 tags changed`)
  expect((await restored('--at', then)).tags).toEqual({ env: 'test', team: 'core' })
}, 60_000)

test('what is wrong is told, and ends with status 1', async () => {
  const { store } = await seeded()
  await run(`update tag set value = 'x' where key = 'env'`, store)
  const problem = `tag env of r-1 of tenant ${tenant} is "x", by the change log "prod"`
  const { status, stdout } = await tagplane(['verify', ...on(store)])
  expect({ status, stdout }).toEqual({ status: 1, stdout: `${shown()} is not sound:\n  ${problem}\n` })
  const json = await tagplane(['verify', '--json'], { env: { TAGPLANE_STORE: store } })
  expect(JSON.parse(json.stdout)).toEqual({ store: shown(), problems: [problem] })
})

test('the key goes with a backup, or is left out on purpose', async () => {
  const { folder, store, server } = await seeded()
  const backup = join(folder, 'backup')
  const elsewhere = join(folder, 'elsewhere')
  expect(await refused('backup', '--data', elsewhere, ...on(store), '--to', backup)).toMatch(
    `There is no secret.key in ${elsewhere}; give the --data of a node, or --no-key`,
  )
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'secret.key'), randomBytes(32), { mode: 0o600 })
  expect(await refused('backup', '--data', elsewhere, ...on(store), '--to', backup)).toMatch(
    'is not the key of this store',
  )
  expect(existsSync(backup)).toBe(false)
  expect(await done('backup', ...on(store), '--to', backup, '--no-key')).toMatch('; secret.key is not in it')

  const whole = join(folder, 'whole')
  await done('backup', '--data', server.data, ...on(store), '--to', whole)
  const target = await anEmptyStore()
  expect(await refused('restore', '--from', whole, '--data', elsewhere, ...on(target))).toMatch(
    'is not the key of the backup; choose another --data',
  )
  expect(await done('restore', '--from', backup, '--data', join(folder, 'x'), ...on(target))).toMatch(
    `put secret.key into ${join(folder, 'x')}`,
  )
  expect(await refused('restore', '--from', backup, '--data', elsewhere, ...on(await anEmptyStore()))).toMatch(
    'is not the key of this store',
  )
}, 40_000)

/** The number under which a node that makes the schema holds off others. */
const migrationLock = 0x54616750

test('an interrupted restore leaves nothing, and can be tried again', async () => {
  const { folder, store, server } = await seeded()
  const backup = join(folder, 'backup')
  await done('backup', '--data', server.data, ...on(store), '--to', backup)
  const [target, data] = [await anEmptyStore(), join(folder, 'new')]
  const restore = ['restore', '--from', backup, '--data', data, ...on(target)]

  const first = await whileLocked(`select pg_advisory_lock(${migrationLock})`, target, async () => {
    const running = startTagplane(restore)
    await expect.poll(() => existsSync(join(data, 'secret.key'))).toBe(true)
    running.child.kill('SIGINT')
    return running
  })
  expect(await first.ended).toEqual({
    status: 1,
    stdout: '',
    stderr: 'tagplane: Interrupted by SIGINT; nothing is left of it\n',
  })
  expect(existsSync(data)).toBe(false)

  // The database is filled; its statistics wait for the lock.
  const second = await whileLocked('begin; lock table tag in share update exclusive mode', target, async () => {
    const running = startTagplane(restore)
    await expect.poll(() => run('select from tag', target)).toBeGreaterThan(0)
    running.child.kill('SIGTERM')
    return running
  })
  const { status, stderr } = await second.ended
  expect(status).toBe(1)
  expect(stderr).toMatch(/^tagplane: Interrupted; postgres:.* is filled all the same: check it with "tagplane verify"/)
  expect(readdirSync(data)).toEqual(['secret.key'])
  expect(await done('verify', ...on(target))).toMatch('is sound')
  expect(await (await serve({ data, args: on(target) })).tags()).toEqual({ env: 'prod', team: 'core' })
}, 60_000)

test('what the role may not do is told in a line', async () => {
  const { store } = await seeded()
  const schema = new URL(store).searchParams.get('options')?.split('=')[1]
  await run(`create role reader login; grant usage on schema ${schema} to reader;
    grant select on all tables in schema ${schema} to reader; revoke temporary on database postgres from public`)
  const asReader = Object.assign(new URL(store), { username: 'reader' }).href
  expect(await refused('verify', ...on(asReader))).toMatch(
    /^tagplane: PostgreSQL does not allow it: permission denied to create temporary tables.*\n$/,
  )
})

test('what cannot be done is told in a line, and nothing is left behind', async () => {
  const { folder, store, server } = await seeded()
  const backup = join(folder, 'backup')
  const key = ['--data', server.data]
  const empty = await anEmptyStore()
  expect(await refused('backup', ...key, ...on(empty), '--to', backup)).toMatch(`There is no data in ${shown()}`)
  expect(await refused('verify', ...on(empty))).toMatch(`There is no data in ${shown()}`)
  expect(await refused('verify', ...on('mysql://host'))).toMatch('Unknown store "mysql://host"')
  expect(await refused('backup', ...key, ...on('postgres://127.0.0.1:1/x'), '--to', backup)).toMatch('Cannot open')
  expect(existsSync(backup)).toBe(false)
  await done('backup', ...key, ...on(store), '--to', backup)
  expect(await refused('restore', '--from', backup, ...key, ...on(store))).toMatch('holds data already')
  expect(readdirSync(server.data).sort()).toEqual(['audit', 'secret.key'])
  await run('update schema_version set version = version - 1', store)
  expect(await refused('backup', ...key, ...on(store), '--to', join(folder, 'new'))).toMatch(
    'use the program of its nodes',
  )
}, 40_000)
