import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { account, keys } from '../native/client.ts'
import { type RunningServer, startServer } from '../server.ts'
import { admins, clientOf, refusalIn } from './client.ts'
import { meddlingProxy } from './meddling-proxy.ts'

const cache = 'r-bp1example0000001'
const restricted = 'data-class = restricted'

let server: RunningServer
let client: ReturnType<typeof clientOf>
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  client = clientOf(server)
})
afterAll(() => server?.[Symbol.asyncDispose]())

/** The tags of an instance, as key=value. */
async function tagsOf(id: string): Promise<readonly string[]> {
  const [{ tags }] = await client.json('search', `@id = ${id}`)
  return tags.map(({ key, value }: { key: string; value: string }) => `${key}=${value}`)
}

const requestIdIn = (printed: string) => /^Request id (\S+)$/m.exec(printed)?.[1] ?? ''

describe('tagplane tag and untag', () => {
  test('show what would change, change it over both clouds, and say how to undo it', async () => {
    const { stdout, stderr, status } = await client.run('tag', 'Env exists', 'Env=prod', 'a=b=c', '--yes')
    expect(status).toBe(0)
    const requestId = requestIdIn(stdout)
    expect(stdout.split('\n')).toEqual([
      'CLOUD    ID                                    NAME               CHANGE',
      'alibaba  r-bp1example0000004                   orders-cache-test  Env: test → prod  +a=b=c',
      'huawei   3d72a49c45f648b9dad1607c58392bfein02  sg-cms             +a=b=c',
      '2 instances would change',
      expect.stringMatching(/^Changed 2 tags of 1 instance in alibaba 1234567890123456 at revision \d+$/),
      expect.stringMatching(/^Changed 1 tag of 1 instance in huawei fedcba9876543210fedcba9876543210 at revision \d+$/),
      `Request id ${requestId}`,
      '',
    ])
    expect(stderr).toBe(`Undo it with "tagplane undo ${requestId}"\n`)
    expect(await tagsOf('r-bp1example0000004')).toEqual(['team=Orders', 'Env=prod', 'app=checkout', 'a=b=c'])
    await client.done('undo', requestId, '--yes')
    expect((await tagsOf('r-bp1example0000004')).toSorted()).toEqual(['Env=test', 'app=checkout', 'team=Orders'])
  })

  test('change nothing in a dry run, nor unasked', async () => {
    const before = await tagsOf(cache)
    expect(await client.done('untag', `@id = ${cache}`, 'env', '--dry-run')).toContain(
      '-env=prod\n1 instance would change',
    )
    expect(refusalIn(await client.run('untag', `@id = ${cache}`, 'env'))).toEqual({
      status: 1,
      why: 'Nothing was changed: say --yes to do it without being asked, or --dry-run to only look',
    })
    expect(await tagsOf(cache)).toEqual(before)
  })

  test('change nothing where all is so already, or nothing matches', async () => {
    expect(await client.done('tag', `@id = ${cache}`, 'env=prod', '--yes')).toBe(
      '0 instances would change, 1 stays as it is\n',
    )
    expect(await client.done('tag', '@id = none', 'env=prod', '--yes')).toBe('No instance matches\n')
  })

  test('tell programs what they did', async () => {
    const [{ requestId, tenants }] = await client.json('tag', `@id = ${cache}`, 'by=program', '--yes')
    expect(tenants).toEqual([
      { cloud: 'alibaba', tenant: account, revision: expect.any(Number), instances: 1, tags: 1 },
    ])
    const [undone] = await client.json('undo', requestId, '--yes')
    expect(undone.tenants).toEqual([{ ...tenants[0], revision: tenants[0].revision + 1 }])
  })

  test('with an instance that is refused, do nothing, status 3, and say why', async () => {
    const { status, stdout, stderr } = await clientOf(server, [keys.alibabaOps]).run(
      'untag',
      restricted,
      'env',
      '--yes',
    )
    expect(status).toBe(3)
    expect(stdout).toContain('refused: User not authorized to operate on the specified resource')
    expect(stderr).toContain('2 instances refused, nothing was changed; --skip-refused leaves out what is refused')
  })

  test('tell programs what is refused', async () => {
    const ops = clientOf(server, [keys.alibabaOps])
    const { status, stdout } = await ops.run('untag', restricted, 'env', '--yes', '--json')
    expect({ status, ...JSON.parse(stdout) }).toMatchObject({
      status: 3,
      tenants: [{ refused: 2, changed: 0 }],
      instances: [{ refusal: { action: 'kvstore:UntagResources' } }, { refusal: { code: 'Forbidden.RAM' } }],
    })
  })

  test('leave out what is refused, when told so', async () => {
    const ops = clientOf(server, [keys.alibabaOps])
    const either = `(${restricted} or @id = ${cache})`
    const printed = await ops.done('untag', either, 'env', '--yes', '--skip-refused')
    expect(printed).toContain('1 instance would change, 2 refused\nChanged 1 tag of 1 instance')
    await ops.done('undo', requestIdIn(printed), '--yes')
  })

  test.each([
    [['tag', '', 'a=b'], 'Write a selector; "@tags >= 0" stands for every instance'],
    [['tag', ' ', 'a=b', '--in-parts'], 'Write a selector'],
    [['tag', 'env exists', 'a'], 'Cannot read the tag "a"; give NAME=VALUE'],
    [['tag', 'env exists'], "missing required argument 'tags'"],
    [['untag', 'env exists and', 'env'], '                ^'],
  ])('%j is refused with status 1', async (args, why) => {
    const { status, stderr } = await client.run(...args)
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(why) })
  })
})

describe('what comes in between the preview and the change', () => {
  test('is told, status 3, and nothing is changed', async () => {
    await using proxy = await meddlingProxy(server, () => client.done('tag', `@id = ${cache}`, 'env=test', '--yes'))
    const { status, why } = refusalIn(await clientOf(proxy).run('tag', `@id = ${cache}`, 'env=dev', '--yes'))
    expect(status).toBe(3)
    expect(why).toMatch(
      /^Preview again: these tags were changed in between \(ChangedSince\)\n {2}r-bp1example0000001 {2}env: prod → test, revision \d+ by acs:ram::1234567890123456:root$/,
    )
    expect(await tagsOf(cache)).toContain('env=test')
    await client.done('tag', `@id = ${cache}`, 'env=prod', '--yes')
  })

  test('is told when other instances would be meant', async () => {
    await using proxy = await meddlingProxy(server, () => client.done('tag', `@id = ${cache}`, 'wave=1', '--yes'))
    await client.done('tag', '@id = r-bp1example0000002', 'wave=1', '--yes')
    expect(refusalIn(await clientOf(proxy).run('untag', 'wave = 1', 'wave', '--yes'))).toEqual({
      status: 3,
      why: 'Preview the edit again: it would be about other instances now (SelectionChanged)',
    })
    await client.done('untag', 'wave exists', 'wave', '--yes')
  })
})

describe('tagplane undo', () => {
  test('shows conflicts, does nothing with status 3, leaves them or overwrites them', async () => {
    const first = requestIdIn(await client.done('tag', 'Env exists', 'env=prod', '--yes'))
    await client.done('tag', '@id = r-bp1example0000004', 'env=other', '--yes')
    const { status, stdout, stderr } = await client.run('undo', first, '--yes')
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: expect.stringContaining('--overwrite takes them back too'),
    })
    const told = await client.run('undo', first, '--yes', '--json')
    expect({ status: told.status, ...JSON.parse(told.stdout) }).toMatchObject({
      status: 3,
      conflicts: [{ key: 'env' }],
    })
    expect(stdout).toMatch(
      /Changed again since:\n.*\nalibaba {2}r-bp1example0000004 {2}env {2}"other" since revision \d+, not "prod"; would be absent\n$/,
    )
    expect(await client.done('undo', first, '--yes', '--skip-conflicts')).toContain(
      'Changed 1 tag of 1 instance in huawei',
    )
    expect(await tagsOf('r-bp1example0000004')).toContain('env=other')
    expect(await client.done('undo', first, '--yes', '--overwrite')).toContain('Changed 1 tag of 1 instance in alibaba')
    expect((await tagsOf('r-bp1example0000004')).toSorted()).toEqual(['Env=test', 'app=checkout', 'team=Orders'])
  })

  test('takes back revisions of a tenant', async () => {
    const [{ tenants }] = await client.json('tag', `@id = ${cache}`, 'env=one', '--yes')
    await client.done('tag', `@id = ${cache}`, 'env=two', '--yes')
    const { revision } = tenants[0]
    await client.done('undo', '--revisions', `${revision}-${revision + 1}`, '--tenant', account, '--yes')
    expect(await tagsOf(cache)).toContain('env=prod')
  })

  test.each([
    [['undo'], 'Say what to undo: a request id, or --revisions A-B --tenant ID'],
    [['undo', 'x', '--revisions', '1-2'], 'Say what to undo'],
    [['undo', 'x', '--tenant', account], 'Leave out --tenant: it goes with --revisions'],
    [['undo', '--revisions', '1-2'], 'Say whose revisions: --tenant ID'],
    [['undo', '--revisions', 'all', '--tenant', account], 'Cannot read --revisions "all"; write A-B'],
    [['undo', 'no-such-request'], 'There is no such change'],
    [['undo', 'x', '--overwrite', '--skip-conflicts'], 'cannot be used with option'],
  ])('%j is refused with status 1', async (args, why) => {
    const { status, stderr } = await client.run(...args)
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(why) })
  })
})

describe('a fleet of more instances than a call changes', () => {
  const count = 2100
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-parts-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function seedFile(): string {
    const [rootKey = ''] = admins
    const [id, secret] = rootKey.split(':')
    const instances = Array.from({ length: count }, (_, n) => ({
      id: `r-part${n}`,
      region: 'cn-hangzhou',
      name: `n${n}`,
    }))
    const seed = { alibaba: { accounts: [{ id: account, accessKeys: [{ id, secret }], instances }] } }
    const file = join(folder, 'seed.yaml')
    writeFileSync(file, JSON.stringify(seed))
    return file
  }

  test('is changed in parts, each undone by itself', async () => {
    await using large = await startServer({ seed: seedFile() })
    const many = clientOf(large, admins.slice(0, 1))
    expect(refusalIn(await many.run('tag', '@tags >= 0', 'a=b', '--yes'))).toEqual({
      status: 1,
      why: expect.stringContaining('narrow the selector, or say --in-parts, which changes 2000 at a time'),
    })
    const parts = await many.json('tag', '@tags >= 0', 'a=b', '--yes', '--in-parts')
    expect(parts.map(({ tenants }) => tenants[0].instances)).toEqual([2000, 100])
    expect(await many.done('search', 'a = b', '--count')).toBe(`${count}\n`)
    expect(new Set((await many.json('search')).map(({ id }) => id)).size).toBe(count)
    await many.done('undo', parts[0].requestId, '--yes')
    expect(await many.done('search', 'a = b', '--count')).toBe('100\n')
  })
})
