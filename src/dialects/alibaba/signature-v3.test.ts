import { hash } from 'node:crypto'
import { expect, test } from 'vitest'
import { signedHeadersMax } from './limits.ts'
import { readParameters } from './parameters.ts'
import { canonicalRequest, digestOf, parseAuthorizationV3, signV3, stringToSignV3 } from './signature-v3.ts'

const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
const baseHeaders = 'host;x-acs-action;x-acs-content-sha256'

const vectors = [
  {
    of: 'the documentation',
    query: 'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai',
    headers: {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-action': 'RunInstances',
      'x-acs-content-sha256': empty,
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-version': '2014-05-26',
    },
    secret: 'YourAccessKeySecret',
    digest: '7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259',
    signature: '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  },
  {
    of: 'the current SDK',
    query:
      'All=false&RegionId=cn-hangzhou&ResourceId.1=r-1&ResourceId.2=r-2&ResourceType=INSTANCE&TagKey.1=k%201&TagKey.2=%E9%94%AE%2F~*',
    headers: {
      host: '127.0.0.1:45681',
      'x-acs-action': 'UntagResources',
      'x-acs-content-sha256': empty,
      'x-acs-credentials-provider': 'static_ak',
      'x-acs-date': '2026-11-21T20:23:10Z',
      'x-acs-signature-nonce': '90e78f6ff478e0168098398d35e26bf61c87c5ae748d07e1e15d1e6607cf1ca6',
      'x-acs-version': '2015-01-01',
    },
    secret: 'testsecret',
    digest: '9cdfae7bb857115abd513cdc37b3cacebdb996cec66115ac1c5e696c66b6741d',
    signature: '070918a8840879d1b21b3901579bc2308f281090c3351e385c09fd904f4afc50',
  },
  {
    of: 'the current SDK with a token and no parameters',
    query: '',
    headers: {
      host: '127.0.0.1:39829',
      'x-acs-accesskey-id': 'testid',
      'x-acs-action': 'DescribeRegions',
      'x-acs-content-sha256': empty,
      'x-acs-credentials-provider': 'static_sts',
      'x-acs-date': '2026-11-21T20:37:18Z',
      'x-acs-security-token': 'STSTOK==',
      'x-acs-signature-nonce': '5566eaa7ae6399975aebf7a6417a6e0c2d2020a2d21d83f16b9fd5c577f4abc2',
      'x-acs-version': '2015-01-01',
    },
    secret: 'testsecret',
    digest: 'd601e3a6d6ebe644800d75d7cc535686f0edeea3d13a404619843263e84559dc',
    signature: '9775d645cc2d27e4298c3aebb70a4d1dc9230a5ec0128f5e3b20efe34bf92d57',
  },
]

test.each(vectors)('the vector of $of is verified', ({ query, headers, secret, digest, signature }) => {
  const parameters = readParameters({ target: `/?${query}`, headers: {}, body: Buffer.alloc(0) })
  const canonical = canonicalRequest('POST', parameters.query, headers, Object.keys(headers), empty)
  expect(hash('sha256', canonical)).toBe(digest)
  expect(signV3(stringToSignV3(canonical), secret)).toBe(signature)
})

test('the digest is that of the bytes of the body', () => {
  expect(digestOf(Buffer.alloc(0))).toBe(empty)
  expect(digestOf(Buffer.from('键'))).toBe(hash('sha256', '键'))
})

test('values of signed headers are trimmed, and an absent one is empty', () => {
  const canonical = canonicalRequest('GET', [], { host: ' h ' }, ['host', 'constructor'], empty)
  expect(canonical).toBe(`GET\n/\n\nhost:h\nconstructor:\n\nhost;constructor\n${empty}`)
})

const list = `${baseHeaders};x-acs-date;x-acs-signature-nonce;x-acs-version`

test.each(['', ' '])('an Authorization header is taken apart, with %j after its commas', (blank) => {
  const header = `ACS3-HMAC-SHA256 Credential=id,${blank}SignedHeaders=${list},${blank}Signature=ab`
  expect(parseAuthorizationV3(header)).toEqual({
    accessKeyId: 'id',
    signedHeaders: list.split(';'),
    signature: 'ab',
  })
})

test.each([
  ['no signature', `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=${list}`],
  ['no credential', `ACS3-HMAC-SHA256 SignedHeaders=${list},Signature=ab`],
  ...['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce'].map((name) => {
    const signed = list.split(';').filter((each) => each !== name)
    return [`an unsigned ${name}`, `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=${signed.join(';')},Signature=ab`]
  }),
  ['a header twice', `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=${list};host,Signature=ab`],
  [
    'too many headers',
    `ACS3-HMAC-SHA256 Credential=id,SignedHeaders=${list}${Array.from({ length: signedHeadersMax }, (_, n) => `;h${n}`).join('')},Signature=ab`,
  ],
])('an Authorization header with %s is refused', (_what, header) => {
  expect(parseAuthorizationV3(header)).toBeUndefined()
})
