import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { account } from '../native/client.ts'
import { type RunningServer, startServer } from '../server.ts'
import { clientOf, runningCommand } from './client.ts'

const cache = 'r-bp1example0000001'

let server: RunningServer
let client: ReturnType<typeof clientOf>
/** What the changes of these tests are told as, the newest first. */
let requestIds: readonly string[]
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  client = clientOf(server)
  const change = async (...args: string[]) => (await client.json(...args, '--yes'))[0].requestId
  const attached = await change('tag', `@id = ${cache}`, 'wave=one')
  const changed = await change('tag', `@id = ${cache}`, 'wave=two')
  requestIds = [await change('untag', `@id = ${cache}`, 'wave'), changed, attached]
})
afterAll(() => server?.[Symbol.asyncDispose]())

describe('tagplane history', () => {
  test('is a table, the newest first', async () => {
    const lines = (await client.done('history', '--key', 'wave')).trimEnd().split('\n')
    expect(lines.map((line) => line.split(/ {2,}/).slice(1, 6))).toEqual([
      ['INSTANCE', 'CHANGE', 'REQUEST ID', 'ACTOR', 'OPERATION'],
      [cache, '-wave=two', requestIds[0], `acs:ram::${account}:root`, 'EditTags'],
      [cache, 'wave: one → two', requestIds[1], `acs:ram::${account}:root`, 'EditTags'],
      [cache, '+wave=one', requestIds[2], `acs:ram::${account}:root`, 'EditTags'],
    ])
  })

  test('gives programs all of it, an object a line', async () => {
    const all = await client.json('history')
    expect(all.length).toBeGreaterThan(100)
    expect(all[0]).toMatchObject({ key: 'wave', before: 'two', requestId: requestIds[0] })
  })

  test('says when there is more', async () => {
    expect((await client.run('history', '--limit', '1')).stderr).toBe(
      'There may be more; show them with --limit, or all with --json\n',
    )
  })

  const valuesOf = async (...args: readonly string[]) =>
    (await client.json('history', ...args)).map(({ after = 'gone' }) => after)

  test.each<[filter: string, values: string[]]>([
    ['--key wave', ['gone', 'two', 'one']],
    [`--key wave --tenant ${account} --instance ${cache} --since 1h --operation EditTags`, ['gone', 'two', 'one']],
    [`--key wave --actor acs:ram::${account}:root --limit 2`, ['gone', 'two']],
    ['--key wave --until 1h', []],
    ['--key wave --operation UntagResources', []],
    ['--key wave --instance none', []],
  ])('%s', async (filter, values) => {
    expect(await valuesOf(...filter.split(' '))).toEqual(values)
  })

  test('by request, and by revisions of a tenant', async () => {
    expect(await valuesOf('--request-id', requestIds[1] ?? '')).toEqual(['two'])
    const [{ revision }] = await client.json('history', '--request-id', requestIds[2] ?? '')
    const range = ['--from-revision', `${revision}`, '--to-revision', `${revision + 1}`]
    expect(await valuesOf('--tenant', account, ...range)).toEqual(['two', 'one'])
  })

  test('that is followed begins with the oldest, shows what comes once, and ends in order', async () => {
    await using follower = runningCommand(server, 'history', '--follow', '--json', '--key', 'wave')
    const before = (await client.json('history', '--key', 'wave')).length
    await follower.printed(expect.stringMatching(new RegExp(`^(.*\\n){${before}}$`)))
    await client.done('tag', `@id = ${cache}`, 'wave=three', '--yes')
    await client.done('tag', `@id = ${cache}`, 'wave=four', '--yes')
    await follower.printed(
      expect.stringMatching(/"after":"one".*\n.*"after":"two".*\n.*\n.*"after":"three".*\n.*"after":"four".*\n$/),
    )
    expect(await follower.interrupt()).toBe(0)
  })

  test('that is followed waits for a server that is away', async () => {
    const data = mkdtempSync(join(tmpdir(), 'tagplane-away-'))
    const first = await startServer({ data, args: ['--demo'] })
    await using follower = runningCommand(first, 'history', '--follow', '--json', '--limit', '1')
    await follower.printed(expect.stringMatching(/^.*\n$/))
    await first.stop()
    const second = await startServer({ data, args: ['--demo', '--listen', first.host] })
    await clientOf(second).done('tag', `@id = ${cache}`, 'back=again', '--yes')
    await follower.printed(expect.stringMatching(/^.*\n.*"key":"back","after":"again".*\n$/))
    await second.stop()
    rmSync(data, { recursive: true })
  })

  test.each([
    [['--since', 'noon'], 'Give 15m, 2h, 7d, or a time like 2026-11-22T00:10:11Z.'],
    [['--from-revision', '0'], 'Give a revision, from 1 on.'],
    [['--from-revision', '1'], 'tenant: Name the tenant whose revisions are meant'],
  ])('%j is refused with status 1', async (args, why) => {
    const { status, stderr } = await client.run('history', ...args)
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(why) })
  })
})
