import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tagplane } from './command.ts'
import { aFolder, serve, tenant, writeSeed } from './one-instance.ts'

async function seeded() {
  const folder = aFolder()
  return { folder, ...(await serve({ data: join(folder, 'data'), seed: writeSeed(folder) })) }
}

test('a backup of a server that goes on writing is one moment of it, and serves again', async () => {
  const { folder, server, tag, tags } = await seeded()
  const backup = join(folder, 'backup')
  let written = 0
  let done = false
  const writing = (async () => {
    while (!done) await tag('count', String(++written))
  })()
  const result = await tagplane(['backup', '--data', server.data, '--to', backup])
  done = true
  await writing
  expect(result).toMatchObject({ status: 0, stderr: '' })
  expect(result.stdout).toMatch(`Backed up ${server.data} to ${backup}, as of 2`)
  await tag('env', 'lost')
  expect(await tags()).toMatchObject({ env: 'lost', count: String(written) })

  const data = join(folder, 'restored')
  expect(await tagplane(['restore', '--from', backup, '--data', data])).toMatchObject({ status: 0, stderr: '' })
  expect(await tagplane(['verify', '--data', data])).toMatchObject({ status: 0, stdout: `${data} is sound\n` })
  const again = await serve({ data })
  expect(await again.tags()).toMatchObject({ env: 'prod', team: 'core' })
  await again.tag('env', 'test')
  expect(await again.tags()).toMatchObject({ env: 'test' })
})

test('a restore takes tags back to a revision or a time', async () => {
  const { folder, server, tag, untag } = await seeded()
  await tag('env', 'test')
  const then = new Date().toISOString()
  await new Promise((passed) => setTimeout(passed, 5))
  await untag('team')
  await tag('late', 'yes')
  await tagplane(['backup', '--data', server.data, '--to', join(folder, 'backup')])
  const restore = async (name: string, ...args: string[]) => {
    const data = join(folder, name)
    const { status, stdout } = await tagplane(['restore', '--from', join(folder, 'backup'), '--data', data, ...args])
    expect(status).toBe(0)
    expect(await tagplane(['verify', '--data', data])).toMatchObject({ status: 0 })
    return { stdout, tags: await (await serve({ data })).tags() }
  }
  expect(await restore('all')).toMatchObject({ tags: { env: 'test', late: 'yes' } })
  const first = await restore('first', '--revision', `${tenant}=1`)
  expect(first.tags).toEqual({ env: 'prod', team: 'core' })
  expect(first.stdout).toMatch(`tenant ${tenant}: back to revision 1, 3 undone, 3 tags changed`)
  expect((await restore('then', '--at', then)).tags).toEqual({ env: 'test', team: 'core' })
})

test('the files of a backup are for their owner alone, and the key can be left out', async () => {
  const { folder, server } = await seeded()
  const backup = join(folder, 'backup')
  await tagplane(['backup', '--data', server.data, '--to', backup, '--no-key'])
  expect(readdirSync(backup).sort()).toEqual(['backup.json', 'tagplane.db'])
  for (const name of readdirSync(backup)) expect(statSync(join(backup, name)).mode & 0o077, name).toBe(0)
  const data = join(folder, 'restored')
  expect((await tagplane(['restore', '--from', backup, '--data', data])).stdout).toMatch(`put secret.key into ${data}`)
})

test('what cannot be done is told in a line, and nothing is left behind', async () => {
  const { folder, server } = await seeded()
  const backup = join(folder, 'backup')
  const nowhere = join(folder, 'nowhere')
  await tagplane(['backup', '--data', server.data, '--to', backup])
  const refused = async (...args: string[]) => {
    const { status, stderr } = await tagplane(args)
    expect(status).toBe(1)
    return stderr
  }
  expect(await refused('backup', '--data', nowhere, '--to', join(folder, 'new'))).toMatch('There is no data in')
  expect(existsSync(join(folder, 'new'))).toBe(false)
  expect(await refused('backup', '--data', server.data, '--to', backup)).toMatch('is not empty; choose another --to')
  expect(await refused('restore', '--from', backup, '--data', server.data)).toMatch('choose another --data')
  expect(await refused('restore', '--from', nowhere, '--data', join(folder, 'x'))).toMatch('it is no whole backup')
  expect(await refused('restore', '--from', backup, '--data', join(folder, 'x'), '--at', 'monday')).toMatch(
    'Give a time',
  )
  const noDay = ['--at', '2026-02-30T05:00:00Z']
  expect(await refused('restore', '--from', backup, '--data', join(folder, 'x'), ...noDay)).toMatch('Give a time')
  expect(await refused('restore', '--from', backup, '--data', join(folder, 'x'), '--revision', 'y=1')).toMatch(
    'There is no tenant "y"',
  )
  expect(existsSync(join(folder, 'x', 'tagplane.db'))).toBe(false)
  expect(await refused('verify', '--data', nowhere)).toMatch('There is no data in')

  const file = join(backup, 'tagplane.db')
  const bytes = readFileSync(file)
  bytes[bytes.length - 1] = 255 - (bytes.at(-1) ?? 0)
  writeFileSync(file, bytes)
  expect(await refused('restore', '--from', backup, '--data', join(folder, 'x'))).toMatch('is not as it was backed up')
})

/** A backup of a server, made by its command. */
async function aBackup(...args: readonly string[]) {
  const { folder, server } = await seeded()
  const backup = join(folder, 'backup')
  await tagplane(['backup', '--data', server.data, '--to', backup, ...args])
  return { folder, server, backup, restore: (data: string, ...more: string[]) => restoreTo(backup, data, more) }
}

const restoreTo = (backup: string, data: string, args: readonly string[]) =>
  tagplane(['restore', '--from', backup, '--data', data, ...args])

test('a restore touches nothing beside its folder', async () => {
  const { folder, restore } = await aBackup()
  const neighbour = join(folder, 'new.draft')
  mkdirSync(neighbour)
  writeFileSync(join(neighbour, 'notes'), 'precious')
  expect(await restore(join(folder, 'new'))).toMatchObject({ status: 0 })
  expect(readFileSync(join(neighbour, 'notes'), 'utf8')).toBe('precious')
  expect(readdirSync(folder).sort()).toEqual(['backup', 'data', 'new', 'new.draft', 'seed.yaml'])
})

test('a restore fills an empty folder, through a link too, and the root of a volume', async () => {
  const { folder, restore } = await aBackup()
  const [empty, volume, link] = ['empty', 'volume', 'link'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  mkdirSync(empty)
  mkdirSync(join(volume, 'lost+found'), { recursive: true })
  symlinkSync(empty, link)
  const inode = statSync(empty).ino
  expect(await restore(link)).toMatchObject({ status: 0, stderr: '' })
  expect(statSync(empty).ino).toBe(inode)
  expect(readdirSync(empty).sort()).toEqual(['secret.key', 'tagplane.db'])
  expect(await restore(volume)).toMatchObject({ status: 0, stderr: '' })
  expect(await tagplane(['verify', '--data', volume])).toMatchObject({ status: 0 })
})

test('a full disk is told in a line, and leaves nothing', async () => {
  const { folder, server, backup, restore } = await aBackup()
  const full = { node: ['sh', '-c', 'ulimit -f 64 && exec "$@"', 'sh', process.execPath] as const }
  const data = join(folder, 'new')
  const backedUp = await tagplane(['backup', '--data', server.data, '--to', data], { node: [...full.node] })
  expect(backedUp.stderr).toMatch(/^tagplane: The disk is full or failing: .*\n$/)
  const restored = await tagplane(['restore', '--from', backup, '--data', data], { node: [...full.node] })
  expect(restored.stderr).toMatch(/^tagplane: The disk is full or failing: .*\n$/)
  expect(existsSync(data)).toBe(false)
  expect(await restore(data)).toMatchObject({ status: 0 })
})

test('what the system refuses is told in a line', async () => {
  const { folder, restore } = await aBackup()
  const { stderr } = await restore(join(folder, 'seed.yaml', 'new'))
  expect(stderr).toMatch(/^tagplane: The system refuses it: ENOTDIR.*\n$/)
})

test('a backup on a medium that cannot be written to is verified, and backed up again', async () => {
  const { folder, backup } = await aBackup()
  const medium = join(folder, 'medium')
  const to = join(folder, 'to')
  cpSync(backup, medium, { recursive: true })
  for (const name of readdirSync(medium)) chmodSync(join(medium, name), 0o444)
  chmodSync(medium, 0o555)
  chmodSync(folder, 0o755)
  mkdirSync(to)
  chmodSync(to, 0o777)
  const asNobody = { asNobody: true }
  expect(await tagplane(['verify', '--data', medium], asNobody)).toEqual({
    status: 0,
    stdout: `${medium} is sound\n`,
    stderr: '',
  })
  expect(await tagplane(['backup', '--data', medium, '--to', join(to, 'again')], asNobody)).toMatchObject({
    status: 0,
    stderr: '',
  })
  const restored = join(folder, 'restored')
  expect(await restoreTo(medium, restored, [])).toMatchObject({ status: 0 })
  for (const made of [restored, join(to, 'again')]) {
    for (const name of readdirSync(made)) expect(statSync(join(made, name)).mode & 0o777, name).toBe(0o600)
  }
  chmodSync(medium, 0o755)
})

test('verify tells what of a backup is not as it was made', async () => {
  const { backup } = await aBackup()
  const problems = async () => JSON.parse((await tagplane(['verify', '--json', '--data', backup])).stdout).problems
  expect(await problems()).toEqual([])
  const key = join(backup, 'secret.key')
  writeFileSync(key, randomBytes(32))
  expect(await problems()).toEqual([`${key} is not as it was backed up`, `${key} is not the key of this store`])
  rmSync(key)
  expect(await problems()).toEqual([`${backup} lacks secret.key, which was backed up`])
})

test('a key of another store is in no backup', async () => {
  const { folder, server } = await seeded()
  writeFileSync(join(server.data, 'secret.key'), randomBytes(32))
  const { status, stderr } = await tagplane(['backup', '--data', server.data, '--to', join(folder, 'new')])
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `tagplane: ${join(server.data, 'secret.key')} is not the key of this store; choose another --data\n`,
  })
  expect(existsSync(join(folder, 'new'))).toBe(false)
})

test('a restore says which time was asked for, and if that is later than the backup', async () => {
  const { folder, restore } = await aBackup()
  const early = await restore(join(folder, 'early'), '--at', '2026-01-01T08:00:00+08:00')
  expect(early.stdout).toMatch(/, as of 2026-01-01T00:00:00\.000Z, from the backup of 2/)
  const late = await restore(join(folder, 'late'), '--at', '9999-01-01T00:00:00Z')
  expect(late.stdout).toMatch('\n  9999-01-01T00:00:00.000Z is later than the backup; nothing was taken back\n')
})

test('a copy is for its owner alone, in a folder that others may read too', async () => {
  const { folder, server } = await seeded()
  await server.stop()
  const to = join(folder, 'to')
  mkdirSync(to, { mode: 0o755 })
  expect(await tagplane(['copy', '--from', server.data, '--to', to])).toMatchObject({ status: 0 })
  for (const name of readdirSync(to)) expect(statSync(join(to, name)).mode & 0o077, name).toBe(0)
})
