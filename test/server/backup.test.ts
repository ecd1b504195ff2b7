import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
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
