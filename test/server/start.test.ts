import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { afterAll, expect, test } from 'vitest'
import { startServer } from '../server.ts'
import { type CommandOptions, tagplane } from './command.ts'

const seed = fileURLToPath(new URL('../alibaba/seed.yaml', import.meta.url))
const otherSeed = fileURLToPath(new URL('../huawei/seed.yaml', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'tagplane-start-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const loopback = ['--listen', '127.0.0.1:0']

/** Why `serve` did not start, in one line; it ends with status 1, prints nothing else and no stack trace. */
async function refusal(args: readonly string[], options?: CommandOptions): Promise<string> {
  const { status, stdout, stderr } = await tagplane(['serve', ...args], options)
  expect(stderr).not.toMatch(/^\s+at /m)
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  return stderr.trimEnd()
}

function path(name: string): string {
  return join(scratch, name)
}

/** A data folder with a database that is not, or not quite, ours. */
function dataFolder(name: string, ...statements: readonly string[]): string {
  mkdirSync(path(name), { recursive: true })
  const database = new Sqlite(join(path(name), 'tagplane.db'))
  for (const statement of statements) database.exec(statement)
  database.close()
  return path(name)
}

function seedFile(name: string, ...lines: readonly string[]): string {
  writeFileSync(path(name), lines.join('\n'))
  return path(name)
}

test('a port that is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => other.once('listening', listening))
  const { port } = other.address() as { port: number }
  const args = ['--listen', `127.0.0.1:${port}`, '--data', path('port')]
  expect(await refusal(args)).toBe(`tagplane: Port ${port} of 127.0.0.1 is in use; choose another with --listen`)
  other.close()
})

test('an address that is none', async () => {
  const expected = 'tagplane: Cannot listen on "7070"; give --listen HOST:PORT, for example 127.0.0.1:7070'
  expect(await refusal(['--listen', '7070', '--data', path('address')])).toBe(expected)
})

test('an address that this machine does not have', async () => {
  const args = ['--listen', '192.0.2.1:7070', '--data', path('foreign-address')]
  expect(await refusal(args)).toBe('tagplane: This machine has no address 192.0.2.1; choose another with --listen')
})

test('a data folder that is a file', async () => {
  writeFileSync(path('file'), '')
  expect(await refusal([...loopback, '--data', path('file')])).toMatch(
    /^tagplane: The data folder \S+file is not writable \(\w+\); choose another --data or mend its rights$/,
  )
})

test('a data folder that cannot be made', async () => {
  writeFileSync(path('parent'), '')
  expect(await refusal([...loopback, '--data', join(path('parent'), 'data')])).toMatch(
    /^tagplane: The data folder \S+data is missing and cannot be made \(ENOTDIR\); choose another --data/,
  )
})

test('a data file of another program', async () => {
  const data = dataFolder('theirs', 'create table theirs (a)')
  const expected = `tagplane: ${join(data, 'tagplane.db')} is not a Tagplane data file; choose another --data`
  expect(await refusal([...loopback, '--data', data])).toBe(expected)
})

test('a data file of a newer program', async () => {
  const data = path('newer')
  mkdirSync(data)
  await using server = await startServer({ data })
  await server.stop()
  dataFolder('newer', 'pragma user_version = 1000')
  expect(await refusal([...loopback, '--data', data])).toMatch(
    /^tagplane: \S+tagplane.db was written by a newer Tagplane \(schema 1000, this program knows \d+\); upgrade/,
  )
})

test('a data folder that another server is using', async () => {
  await using server = await startServer()
  expect(await refusal([...loopback, '--data', server.data])).toBe(
    `tagplane: Another tagplane server is using the data folder ${server.data}; stop it or choose another --data`,
  )
})

test('a database that was moved away from its log and key', async () => {
  const data = path('moved-away')
  mkdirSync(data)
  await using server = await startServer({ data })
  await server.kill()
  const database = join(data, 'tagplane.db')
  const log = readFileSync(`${database}-wal`)
  renameSync(database, path('away.db'))
  expect(await refusal([...loopback, '--data', data])).toMatch(
    `tagplane: ${database} is missing or empty, but ${database}-wal is there, which belongs to it; put the database back`,
  )
  expect(readFileSync(`${database}-wal`)).toEqual(log)
})

test('a key file that others may read', async () => {
  const data = path('readable-key')
  mkdirSync(data)
  await using server = await startServer({ data })
  await server.stop()
  const key = join(data, 'secret.key')
  chmodSync(key, 0o644)
  const expected = `tagplane: Other users may read ${key}; run "chmod 600 ${key}"`
  expect(await refusal([...loopback, '--data', data])).toBe(expected)
})

test.each<[what: string, lines: readonly string[], problem: RegExp]>([
  ['broken YAML', ['alibaba:', '  accounts: ['], /^tagplane: \S+seed.yaml:2: ./],
  [
    'an unknown member',
    ['alibaba:', '  accounts: []', '  acounts: []'],
    /seed.yaml:3: alibaba.acounts: unknown member/,
  ],
  [
    'a tag that the vendor refuses',
    [
      'alibaba:',
      '  accounts:',
      '    - id: "1234567890123456"',
      '      instances:',
      '        - id: r-bp1test000000001',
      '          region: cn-hangzhou',
      '          name: orders',
      '          tags:',
      '            good: tag',
      '            acs:bad: tag',
    ],
    /^tagplane: \S+seed.yaml:10: alibaba.accounts.0.instances.0.tags.acs:bad: ./,
  ],
])('a seed file with %s, told with its line', async (_what, lines, problem) => {
  const args = [...loopback, '--data', path('unused'), '--seed', seedFile('seed.yaml', ...lines)]
  expect(await refusal(args)).toMatch(problem)
})

test('a seed file that is missing', async () => {
  const args = [...loopback, '--data', path('unused'), '--seed', path('missing.yaml')]
  expect(await refusal(args)).toMatch(/^tagplane: Cannot read the seed file \S+missing.yaml: ENOENT/)
})

test('another seed on a store that is filled; the same one is nothing new', async () => {
  const data = path('filled')
  mkdirSync(data)
  for (const args of [['--seed', seed], ['--seed', seed], []]) {
    await using server = await startServer({ data, args })
    expect(await server.stop()).toBe(0)
  }
  const refused = /^tagplane: The store already holds something other than this seed; /
  expect(await refusal([...loopback, '--data', data, '--seed', otherSeed])).toMatch(refused)
  expect(await refusal([...loopback, '--data', data, '--demo'])).toMatch(refused)
})

test('the demo fleet on an address that others reach', async () => {
  const args = ['--listen', '0.0.0.0:0', '--data', path('demo-abroad'), '--demo']
  expect(await refusal(args)).toMatch(/^tagplane: Refusing to listen on 0\.0\.0\.0 with the published access key/)
})

test('data with the demo fleet in it, on an address that others reach', async () => {
  const data = path('demo')
  mkdirSync(data)
  await using server = await startServer({ data, args: ['--demo'] })
  await server.stop()
  const args = ['--listen', '0.0.0.0:0', '--data', data]
  expect(await refusal(args)).toMatch(
    /^tagplane: Refusing to listen on 0\.0\.0\.0 with the published access key LTAI5tExample\w+; listen on 127\.0\.0\.1/,
  )
})

test('a demo and a seed at once', async () => {
  const expected = 'tagplane: --demo and --seed exclude each other; give one of them'
  expect(await refusal([...loopback, '--data', path('both'), '--demo', '--seed', seed])).toBe(expected)
})

test.each([
  ['an unknown option', ['--sede', 'x'], "error: unknown option '--sede'"],
  ['an unknown log level', ['--log-level', 'loud'], "error: option '--log-level <level>' argument 'loud' is invalid"],
  ['a delay that is no number', ['--provisioning-delay', 'x'], 'Give 0 to 3600 seconds.'],
])('%s', async (_what, args, message) => {
  const told = await refusal(args)
  expect(told).toContain(message)
  expect(told).toContain('Run with --help for the options')
})

test('an unknown store', async () => {
  const told = await refusal([...loopback, '--data', path('store'), '--store', 'mysql://db'])
  expect(told).toContain('Unknown store "mysql://db"')
})

test('an unknown command', async () => {
  const { status, stderr } = await tagplane(['server'])
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("unknown command 'server'") })
})

test('help and version are told, with status 0', async () => {
  const help = await tagplane(['serve', '--help'])
  expect(help.status).toBe(0)
  for (const option of ['--listen', '--data', '--store', '--seed', '--demo', '--log-level']) {
    expect(help.stdout).toContain(option)
  }
  expect(await tagplane(['--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
})

test('options are read from the environment too, and the command line goes first', async () => {
  const env = { TAGPLANE_LISTEN: '7070', TAGPLANE_DATA: path('environment') }
  expect(await refusal([], { env })).toContain('Cannot listen on "7070"')
  expect(await refusal(['--listen', '7071'], { env })).toContain('Cannot listen on "7071"')
})

test('a Node that is too old is told which one is needed', async () => {
  const { node, version } = oldNode()
  const { status, stdout, stderr } = await tagplane(['serve'], { node })
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toBe(`tagplane needs Node 24 or newer; this is Node ${version}\n`)
})

/** A Node before 24 that this machine has, or else this one that says it is. */
function oldNode(): { readonly node: [string, ...string[]]; readonly version: string } {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const { stdout } = spawnSync(join(folder, 'node'), ['--version'], { encoding: 'utf8' })
    const version = stdout?.trim().slice(1)
    if (version && Number.parseInt(version, 10) < 24) return { node: [join(folder, 'node')], version }
  }
  const preload = path('old-node.cjs')
  const old = "{ value: { ...process.versions, node: '20.20.0' } }"
  writeFileSync(preload, `Object.defineProperty(process, 'versions', ${old})`)
  return { node: [process.execPath, '--require', preload], version: '20.20.0' }
}
