import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as redis from '../alibaba/fleet.ts'
import { ask } from '../alibaba/send.ts'
import { encode, type RawRequest, signV1, signV3 } from '../alibaba/signer.ts'
import * as dds from '../huawei/fleet.ts'
import { signed } from '../huawei/signer.ts'
import { type RunningServer, startServer } from '../server.ts'
import { auditText } from './audit-files.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tagplane-log-'))
const seed = join(scratch, 'both.yaml')
/** What must never be printed, by what it is. */
const secrets = new Map<string, string>()
const requestIds: string[] = []
let printed = ''
let audited = ''

beforeAll(async () => {
  const sections = [redis.seed, new URL('../huawei/seed.yaml', import.meta.url)]
  writeFileSync(seed, sections.map((section) => readFileSync(section, 'utf8')).join('\n'))
  await using server = await startServer({ seed, args: ['--log-level', 'info'] })
  await callRedis(server)
  await callDds(server)
  await server.stop()
  printed = server.output()
  audited = auditText(server.data)
})
afterAll(() => rmSync(scratch, { recursive: true }))

async function callRedis(server: RunningServer): Promise<void> {
  const nonce = 'nonce-marker'
  const good = [
    signV1(redis.rootKey, 'DescribeRegions', [], { nonce, headers: { host: server.host } }),
    signV3(server.host, redis.rootKey, 'DescribeRegions', []),
  ]
  const wrongKey = { ...redis.rootKey, secret: 'WrongSecretMarker' }
  const bad = [
    signV1(wrongKey, 'DescribeRegions', [], { headers: { host: server.host } }),
    signV3(server.host, wrongKey, 'DescribeRegions', []),
    signV1(redis.rootKey, 'DescribeRegions', [], { nonce, headers: { host: server.host } }),
  ]
  const session = [['SecurityToken', 'SecurityTokenMarker']] as const
  const withSession = signV1(redis.rootKey, 'DescribeRegions', session, { headers: { host: server.host } })
  for (const call of [...good, ...bad, withSession]) {
    rememberSignature(call)
    requestIds.push((await ask(server, call)).RequestId)
  }
  for (const { secret } of [redis.rootKey, redis.opsKey, redis.otherKey, wrongKey])
    secrets.set(`secret ${secret}`, secret)
  secrets.set('session token', 'SecurityTokenMarker')
}

function rememberSignature({ path, headers }: RawRequest): void {
  const signature = /[?&]Signature=([^&]+)/.exec(path)?.[1] ?? headers.authorization?.split('Signature=')[1] ?? ''
  expect(signature).not.toBe('')
  secrets.set(`signature ${signature}`, signature)
  const plain = decodeURIComponent(signature)
  secrets.set(`signature ${plain}, decoded`, plain)
  secrets.set(`signature ${plain}, encoded again`, encode(signature))
}

async function callDds(server: RunningServer): Promise<void> {
  const target = `/v3/${dds.beijing}/instances/${dds.ordersDb}/tags`
  const wrongKey = { ...dds.key, secret: 'wrongsecretmarker' }
  for (const key of [dds.key, wrongKey, dds.inactiveKey]) {
    const headers = signed({ method: 'GET', target, headers: { host: server.host } }, key)
    const signature = headers.Authorization?.split('Signature=')[1] ?? ''
    secrets.set(`signature ${signature}`, signature)
    secrets.set(`secret ${key.secret}`, key.secret)
    await remember(dds.send(server, 'GET', target, headers))
  }
  const asked = await remember(dds.askForToken(server, { scope: { project: { id: dds.beijing } } }))
  const token = String(asked.headers['x-subject-token'])
  expect(token.length).toBeGreaterThan(30)
  secrets.set('token', token)
  await remember(dds.send(server, 'GET', target, { 'X-Auth-Token': token }))
  await remember(dds.send(server, 'GET', '/v3/auth/tokens', { 'X-Auth-Token': token, 'X-Subject-Token': token }))
  await remember(dds.send(server, 'GET', target, { 'X-Auth-Token': 'GarbageTokenMarker' }))
  await remember(dds.askForToken(server, { password: 'WrongPasswordMarker' }))
  const creation = { ...dds.creation, password: 'InstancePasswordMarker1!' }
  await remember(dds.sendSigned(server, 'POST', `/v3/${dds.santiago}/instances`, creation))
  for (const text of ['Test-Passw0rd', 'WrongPasswordMarker', 'GarbageTokenMarker', 'InstancePasswordMarker1!']) {
    secrets.set(text, text)
  }
}

async function remember(reply: Promise<dds.Reply>): Promise<dds.Reply> {
  const { headers } = await reply
  requestIds.push(String(headers['x-request-id']))
  return reply
}

function logLines(): readonly Record<string, unknown>[] {
  return printed
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

test('each request has a line with its id, its operation and how it ended', () => {
  expect(requestIds.every((id) => id.length >= 32)).toBe(true)
  const logged = logLines().map(({ requestId }) => requestId)
  expect(logged).toEqual(expect.arrayContaining(requestIds))
  for (const line of logLines().filter(({ requestId }) => requestIds.includes(String(requestId)))) {
    expect(line).toMatchObject({
      time: expect.any(String),
      cloud: expect.stringMatching(/^(alibaba|huawei)$/),
      operation: expect.stringMatching(/^\w+$/),
      status: expect.any(Number),
      code: expect.stringMatching(/^[\w.]+$/),
      sourceAddress: '127.0.0.1',
      ms: expect.any(Number),
    })
  }
})

test('the caller is named once he is known, and not before', () => {
  const lines = logLines().filter(({ operation }) => operation === 'DescribeRegions')
  expect(
    lines.filter(({ code }) => code === 'OK').every(({ principal }) => String(principal).includes(redis.account)),
  ).toBe(true)
  expect(
    lines.filter(({ code }) => code === 'SignatureDoesNotMatch').every(({ principal }) => principal === undefined),
  ).toBe(true)
})

test('no secret, signature, token or password is ever printed, or kept in the audit trail', () => {
  expect(secrets.size).toBeGreaterThan(25)
  expect(requestIds.filter((id) => !audited.includes(id))).toEqual([])
  for (const text of [printed, audited]) {
    expect([...secrets].filter(([, secret]) => text.includes(secret)).map(([what]) => what)).toEqual([])
  }
})
