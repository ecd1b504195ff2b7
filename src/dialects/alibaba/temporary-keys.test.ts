import { hash, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allow } from './policy/decision-table/decision-row.fixture.ts'
import { assume, type Served, serve, trusting } from './served.fixture.ts'
import { canonicalRequest, signV3, stringToSignV3 } from './signature-v3.ts'
import type { Signer, Texts } from './signed-v1.fixture.ts'
import { formatTimestamp } from './timestamp.ts'

const at = Date.UTC(2026, 0, 31, 8)
const account = '1234567890123456'
const role = `acs:ram::${account}:role/reader`
const reader = { realm: 'alibaba', account, kind: 'role', name: 'reader' } as const
const ops = { id: 'ops', secret: 'secret' }

let served: Served
let credentials: Signer

beforeEach(async () => {
  const users = [{ name: 'ops', accessKeys: [ops], policies: ['AdministratorAccess'] }]
  const roles = [{ name: 'reader', trust: trusting(`acs:ram::${account}:root`), policies: ['ReadOnlyAccess'] }]
  served = await serve([{ id: account, users, roles }], at)
  credentials = await assume(served, ops, role, { DurationSeconds: '900' })
})
afterEach(() => served[Symbol.asyncDispose]())

type Call = (signer: Signer, faults?: Texts) => Promise<string>

/** A call that needs no parameters. */
const byV1: Call = async (signer, faults) => (await served.call('DescribeRegions', { ...faults }, signer)).Code ?? 'OK'

/** @param faults headers to send instead */
const byV3: Call = async ({ id, secret, token }, faults = {}) => {
  const headers: Record<string, string> = {
    host: 'r-kvstore.aliyuncs.com',
    'x-acs-action': 'DescribeRegions',
    'x-acs-content-sha256': hash('sha256', ''),
    'x-acs-date': faults.Timestamp ?? formatTimestamp(served.clock.at),
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-version': '2015-01-01',
    ...(token !== undefined && { 'x-acs-security-token': token }),
  }
  const names = Object.keys(headers).filter((name) => name !== faults.unsigned)
  const stringToSign = stringToSignV3(canonicalRequest('POST', [], headers, names, hash('sha256', '')))
  const signature = faults.Signature ?? signV3(stringToSign, secret)
  const authorization = `ACS3-HMAC-SHA256 Credential=${id},SignedHeaders=${names.join(';')},Signature=${signature}`
  const request = { method: 'POST', target: '/', headers: { ...headers, authorization }, remoteAddress: '127.0.0.1' }
  return (await served.answer({ ...request, body: Buffer.alloc(0) })).Code ?? 'OK'
}

const laterFaults = { Timestamp: 'yesterday', Signature: 'forged' }

describe.each([
  ['V1', byV1],
  ['V3', byV3],
] as const)('a temporary key under signature %s', (_version, call) => {
  test('is good with its token', async () => expect(await call(credentials)).toBe('OK'))

  test.each<[what: string, code: string, signer: () => Signer | Promise<Signer>]>([
    ['without a token', 'MissingSecurityToken', () => ({ id: credentials.id, secret: credentials.secret })],
    ['that nobody was given', 'InvalidAccessKeyId.NotFound', () => ({ ...credentials, id: `STS.${'x'.repeat(25)}` })],
    ['with text that is no token', 'InvalidSecurityToken.Malformed', () => ({ ...credentials, token: 'x' })],
    [
      'with a token that nobody was given',
      'InvalidSecurityToken.MismatchWithAccessKey',
      () => ({ ...credentials, token: 'x'.repeat(64) }),
    ],
    [
      'with the token of another',
      'InvalidSecurityToken.MismatchWithAccessKey',
      async () => ({ ...credentials, token: (await assume(served, ops, role)).token ?? '' }),
    ],
  ])('%s is refused before time and signature are looked at: %s', async (_what, code, signer) => {
    expect(await call(await signer(), laterFaults)).toBe(code)
  })

  test('a token does not go with a permanent key', async () => {
    const token = credentials.token ?? ''
    expect(await call({ ...ops, token })).toBe('InvalidSecurityToken.MismatchWithAccessKey')
    expect(await call({ ...ops, token: 'x' })).toBe('InvalidSecurityToken.MismatchWithAccessKey')
  })

  test('needs its own secret', async () => {
    expect(await call({ ...credentials, secret: 'secret' })).toBe('SignatureDoesNotMatch')
  })

  test('is good until it expires, and not from then on', async () => {
    served.clock.at = at + 900_000 - 1
    expect(await call(credentials)).toBe('OK')
    served.clock.at = at + 900_000
    expect(await call(credentials, laterFaults)).toBe('InvalidSecurityToken.Expired')
  })

  test('that expired tells nobody but who has the token', async () => {
    served.clock.at = at + 900_000
    expect(await call({ ...credentials, token: 'x'.repeat(64) })).toBe('InvalidSecurityToken.MismatchWithAccessKey')
  })

  test('ends with its role', async () => {
    await served.store.changeIdentities({ kind: 'enable-principal', principal: reader, enabled: false })
    expect(await call(credentials)).toBe('InvalidAccessKeyId.NotFound')
  })

  test('may what its role may at the time', async () => {
    expect(await call(credentials)).toBe('OK')
    await served.store.changeIdentities({ kind: 'detach-policy', holder: reader, policy: 'ReadOnlyAccess' })
    expect(await call(credentials)).toBe('Forbidden.RAM')
    const policy = { name: 'regions', document: allow('kvstore:DescribeRegions') as never }
    await served.store.changeIdentities({ kind: 'attach-policy', holder: reader, policy })
    expect(await call(credentials)).toBe('OK')
  })
})

test('V3 with a token that is not signed is refused', async () => {
  expect(await byV3(credentials, { unsigned: 'x-acs-security-token' })).toBe('IncompleteSignature')
})

test('an empty token is none', async () => {
  expect(await byV1({ ...ops, token: '' })).toBe('OK')
  expect(await byV1({ ...credentials, token: '' })).toBe('MissingSecurityToken')
})
