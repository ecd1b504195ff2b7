import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as redis from '../alibaba/fleet.ts'
import { ask } from '../alibaba/send.ts'
import { signV3 } from '../alibaba/signer.ts'
import { startServer } from '../server.ts'
import { auditRecords } from './audit-files.ts'
import { tagplane } from './command.ts'

const command = fileURLToPath(new URL('../../bin/tagplane.js', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'tagplane-audit-'))
afterAll(() => rmSync(scratch, { recursive: true }))

const time = (n: number) =>
  `2026-11-22T00:${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}.000Z`

/** The line of the record `n`, which was written `n` seconds after midnight. */
function line(n: number, members: object = {}): string {
  const fixed = { time: time(n), requestId: `request-${n}`, cloud: 'alibaba', operation: 'UntagResources' }
  return `${JSON.stringify({ ...fixed, decision: 'allow', status: 200, code: 'OK', ms: 1, ...members })}\n`
}

/** A data folder with a trail of these files. */
function trail(...texts: readonly string[]): string {
  const data = mkdtempSync(join(scratch, 'data-'))
  mkdirSync(join(data, 'audit'))
  for (const [index, text] of texts.entries()) writeFileSync(join(data, 'audit', `audit-00000${index + 1}.jsonl`), text)
  return data
}

const audit = (data: string, ...args: readonly string[]) => tagplane(['audit', '--data', data, ...args])

/** The numbers of the records that it shows. */
async function shown(data: string, ...args: readonly string[]): Promise<readonly number[]> {
  const { status, stdout } = await audit(data, '--json', ...args)
  expect(status).toBe(0)
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((text) => Number(JSON.parse(text).requestId.slice('request-'.length)))
}

describe('of a trail', () => {
  let data: string
  beforeAll(() => {
    const ops = { principal: 'acs:ram::1:user/ops', accessKeyId: 'LTAI1', resources: ['r-1', 'r-2'] }
    const denied = { decision: 'deny', status: 403, code: 'Forbidden.RAM', operation: 'TagResources' }
    data = trail(line(1) + line(2, ops), line(3, denied), line(4, { cloud: 'huawei', principal: 'iam::d:user:ops' }))
  })

  test.each<[args: string, numbers: readonly number[]]>([
    ['', [1, 2, 3, 4]],
    ['--since 2026-11-22T00:00:03Z', [3, 4]],
    ['--until 2026-11-22T00:00:03', [1, 2, 3]],
    ['--since 2099-01-01', []],
    ['--principal acs:ram::1:user/ops', [2]],
    ['--principal ops', [2, 4]],
    ['--key LTAI1', [2]],
    ['--operation TagResources', [3]],
    ['--resource r-2', [2]],
    ['--cloud huawei', [4]],
    ['--decision deny', [3]],
    ['--code Forbidden.RAM', [3]],
    ['--code error', [3]],
    ['--request-id request-4', [4]],
    ['--limit 2', [3, 4]],
    ['--limit 1 --decision allow --cloud alibaba', [2]],
  ])('%s', async (args, numbers) => {
    expect(await shown(data, ...args.split(' ').filter((arg) => arg !== ''))).toEqual(numbers)
  })

  test('a person sees a table, and how many were left out', async () => {
    const { stdout } = await audit(data, '--limit', '3')
    const [head, ...rows] = stdout.trimEnd().split('\n')
    expect(head).toMatch(/^TIME +DECISION +CODE +OPERATION +PRINCIPAL/)
    expect(rows.slice(0, 3).map((row) => row.split(/ +/).slice(0, 4))).toEqual([
      [time(2), 'allow', 'OK', 'UntagResources'],
      [time(3), 'deny', 'Forbidden.RAM', 'TagResources'],
      [time(4), 'allow', 'OK', 'UntagResources'],
    ])
    expect(rows[3]).toBe('1 older left out; show more with --limit, or all with --json')
  })

  test('nothing is coloured or cut where no terminal is', async () => {
    const { stdout } = await audit(data)
    expect(stdout).not.toMatch(/\p{Cc}(?<!\n)|…/u)
  })

  test('a person who asks for what is not there is told so', async () => {
    expect((await audit(data, '--key', 'none')).stdout).toBe('No call matches\n')
    expect((await audit(data, '--key', 'none', '--json')).stdout).toBe('')
  })
})

test.each([
  [
    'no data folder',
    () => join(scratch, 'none'),
    /^tagplane: There is no data folder .*none; give --data, or TAGPLANE_DATA\n$/,
  ],
  [
    'no trail',
    () => mkdtempSync(join(scratch, 'bare-')),
    /^tagplane: The data folder .* has no audit trail yet; tagplane serve begins one\n$/,
  ],
])('where there is %s, that is said in a line', async (_what, data, message) => {
  const { status, stdout, stderr } = await audit(data())
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toMatch(message)
})

test.each([
  ['--since', 'yesterday'],
  ['--limit', '0'],
  ['--limit', 'many'],
  ['--cloud', 'other'],
  ['--decision', 'maybe'],
])('%s %s is refused', async (...args) => {
  const { status, stderr } = await audit(trail(), ...args)
  expect(status).toBe(1)
  expect(stderr).toMatch(/^error: option/)
})

test('a damaged line is skipped and counted', async () => {
  const { stdout, stderr } = await audit(trail(`${line(1)}{"time":"2026\n${line(2)}`), '--json')
  expect(stdout).toBe(line(1) + line(2))
  expect(stderr).toBe('Skipped 1 damaged line\n')
})

test('who reads only the first lines ends it without a word', async () => {
  const many = Array.from({ length: 20_000 }, (_, n) => line(n % 3600)).join('')
  const data = trail(many, many)
  const child = spawn('sh', ['-c', `"${process.execPath}" "${command}" audit --json --data "${data}" | head -1`])
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  await once(child, 'close')
  expect(printed).toBe(line(0))
})

describe('--follow', () => {
  test('shows what comes, across files, and ends in order when it is interrupted', async () => {
    const data = trail(line(1))
    await using follower = follow(data)
    await follower.printed(line(1))
    appendFileSync(join(data, 'audit/audit-000001.jsonl'), line(2))
    await follower.printed(line(1) + line(2))
    appendFileSync(join(data, 'audit/audit-000001.jsonl'), line(3))
    writeFileSync(join(data, 'audit/audit-000002.jsonl'), line(4).slice(0, 30))
    await follower.printed(line(1) + line(2) + line(3))
    appendFileSync(join(data, 'audit/audit-000002.jsonl'), line(4).slice(30))
    await follower.printed(line(1) + line(2) + line(3) + line(4))
    expect(await follower.interrupt()).toBe(0)
  })

  test('of a running server shows a call as soon as it is answered', async () => {
    await using server = await startServer({ seed: redis.seed })
    await using follower = follow(server.data, '--operation', 'DescribeRegions')
    await ask(server, signV3(server.host, redis.rootKey, 'DescribeTags', [['RegionId', redis.region]]))
    const { RequestId } = await ask(server, signV3(server.host, redis.rootKey, 'DescribeRegions', []))
    await follower.printed(expect.stringMatching(new RegExp(`^[^\\n]*${RequestId}[^\\n]*\\n$`)))
  })
})

/** A `tagplane audit --json --follow` of its own process. */
function follow(data: string, ...args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, [command, 'audit', '--json', '--follow', '--data', data, ...args])
  let text = ''
  child.stdout?.setEncoding('utf8').on('data', (more: string) => {
    text += more
  })
  const interrupt = async (): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    child.kill('SIGINT')
    await once(child, 'exit')
    return child.exitCode
  }
  return {
    printed: (expected: unknown) => expect.poll(() => text, { timeout: 10_000 }).toEqual(expected),
    interrupt,
    [Symbol.asyncDispose]: async () => void (await interrupt()),
  }
}

describe('a server', () => {
  const listRegions = (host: string) => signV3(host, redis.rootKey, 'DescribeRegions', [])

  test('that is killed right after an answer has lost no record', async () => {
    const data = mkdtempSync(join(scratch, 'killed-'))
    const answered: unknown[] = []
    await using server = await startServer({ seed: redis.seed, data })
    const callUntilKilled = async (): Promise<void> => {
      const answer = await ask(server, listRegions(server.host)).catch(() => undefined)
      if (!answer) return
      answered.push(answer.RequestId)
      await callUntilKilled()
    }
    const callers = Array.from({ length: 16 }, callUntilKilled)
    await expect.poll(() => answered.length, { timeout: 15_000 }).toBeGreaterThan(100)
    await server.kill()
    await Promise.all(callers)
    const recorded = new Set(auditRecords(data).map(({ requestId }) => requestId))
    expect(answered.filter((id) => !recorded.has(id))).toEqual([])
  })

  test('that starts again goes on with the trail, after a line that was torn', async () => {
    const data = mkdtempSync(join(scratch, 'again-'))
    for (const torn of ['{"time":"2026', '']) {
      await using server = await startServer({ seed: redis.seed, data })
      await ask(server, listRegions(server.host))
      await server.stop()
      appendFileSync(join(data, 'audit/audit-000001.jsonl'), torn)
    }
    const { stdout, stderr } = await audit(data, '--json')
    expect(stdout.split('\n')).toHaveLength(3)
    expect(stderr).toBe('Skipped 1 damaged line\n')
  })

  test('keeps the trail for its owner alone', async () => {
    await using server = await startServer({ seed: redis.seed })
    const folder = join(server.data, 'audit')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600])
  })

  test('counts what it has written', async () => {
    await using server = await startServer({ seed: redis.seed })
    await ask(server, listRegions(server.host))
    const figures = await (await fetch(`${server.url}/metrics`)).text()
    expect(figures).toContain('tagplane_audit_records_total{outcome="written"} 1')
    expect(figures).toContain('tagplane_audit_records_total{outcome="dropped"} 0')
  })

  test('on a full disk answers calls, is not ready, and says so once', async () => {
    const data = mkdtempSync(join(scratch, 'full-'))
    mkdirSync(join(data, 'audit'))
    symlinkSync('/dev/full', join(data, 'audit/audit-000001.jsonl'))
    await using server = await startServer({ seed: redis.seed, data })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    for (let n = 0; n < 3; n++) expect(await ask(server, listRegions(server.host))).toMatchObject({ status: 200 })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503)
    expect(await server.stop()).toBe(0)
    expect(server.output().match(/"level":"error".*/g)).toEqual([
      expect.stringContaining('Cannot write the audit trail, calls go on: ENOSPC'),
    ])
  })

  test.each(['63', '0', 'all'])('does not start with --audit-size %s', async (size) => {
    const { status, stderr } = await tagplane(['serve', '--data', trail(), '--audit-size', size])
    expect(status).toBe(1)
    expect(stderr).toContain('Give 64 to 1048576 MiB.')
  })

  test('does not start where it cannot keep a trail', async () => {
    const data = mkdtempSync(join(scratch, 'file-'))
    writeFileSync(join(data, 'audit'), 'no folder')
    const { status, stderr } = await tagplane(['serve', '--data', data, '--listen', '127.0.0.1:0'])
    expect(status).toBe(1)
    expect(stderr).toMatch(/^tagplane: Cannot open the audit trail: EEXIST/)
  })
})
