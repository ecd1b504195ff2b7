import { expect, test } from 'vitest'
import { type RamFacts, ramContext } from './ram-context.ts'

const facts: RamFacts = {
  at: Date.UTC(2026, 0, 31, 8),
  sourceIp: '10.0.0.1',
  secureTransport: true,
  mfaPresent: true,
  principalArn: 'acs:ram::1:user/ops',
  sourceVpc: 'vpc-1',
  principalRdId: 'rd-1',
  principalRdPath: 'rd-1/r-1/fd-1',
  externalId: 'abc',
  requestTags: [{ key: 'owner', value: 'ann' }],
  resourceTags: [
    { key: 'env', value: 'test' },
    { key: 'owner', value: '' },
  ],
}

test.each([
  ['acs:CurrentTime', ['2026-01-31T08:00:00.000Z']],
  ['acs:SourceIp', ['10.0.0.1']],
  ['acs:SecureTransport', ['true']],
  ['acs:MFAPresent', ['true']],
  ['acs:PrincipalARN', ['acs:ram::1:user/ops']],
  ['acs:SourceVpc', ['vpc-1']],
  ['acs:PrincipalRDId', ['rd-1']],
  ['acs:PrincipalRDPath', ['rd-1/r-1/fd-1']],
  ['sts:ExternalId', ['abc']],
  ['acs:RequestTag/owner', ['ann']],
  ['acs:RequestTag/env', undefined],
  ['acs:ResourceTag/owner', ['']],
  ['acs:ResourceTag/env', ['test']],
  ['acs:ResourceTag/team', undefined],
  ['acs:resourcetag/env', undefined],
  ['acs:TagKeys', undefined],
  ['__proto__', undefined],
])('%s tells %j', (key, values) => {
  expect(ramContext(facts).values(key)).toEqual(values)
})

test.each(['acs:SourceVpc', 'acs:PrincipalRDId', 'acs:PrincipalRDPath', 'sts:ExternalId'])(
  '%s is no key of a call that has none',
  (key) => {
    const { sourceVpc, principalRdId, principalRdPath, externalId, ...plain } = facts
    expect(ramContext(plain).values(key)).toBeUndefined()
  },
)

test('the tags of a resource that is not looked up are not known, its request’s are', () => {
  const context = ramContext({ ...facts, resourceTags: 'unknown' })
  expect(context.values('acs:ResourceTag/env')).toBe('unknown')
  expect(context.values('acs:RequestTag/env')).toBeUndefined()
})
