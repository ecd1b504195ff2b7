import { expect, test } from 'vitest'
import { type IamFacts, iamContext } from './iam-context.ts'

const facts: IamFacts = {
  at: Date.UTC(2026, 0, 31, 8),
  sourceIp: '10.0.0.1',
  userId: 'u1',
  userName: 'ops',
  domainId: 'd1',
  domainName: 'acme',
  principalUrn: 'iam::d1:user:ops',
  principalOrgPath: 'o-1/r-1/ou-1',
  projectName: 'cn-north-4',
  serviceName: 'dds',
  mfaPresent: true,
  mfaAgeSeconds: 60,
  asked: { tags: [{ key: 'owner', value: '' }], tagKeys: ['owner', 'env'], encrypted: true, backupEnabled: false },
  instance: { tags: [{ key: 'env', value: 'test' }], enterpriseProjectId: '0' },
}

test.each([
  ['g:CurrentTime', ['2026-01-31T08:00:00.000Z']],
  ['g:SourceIp', ['10.0.0.1']],
  ['g:UserId', ['u1']],
  ['g:UserName', ['ops']],
  ['g:DomainId', ['d1']],
  ['g:DomainName', ['acme']],
  ['g:PrincipalAccount', ['d1']],
  ['g:PrincipalUrn', ['iam::d1:user:ops']],
  ['g:PrincipalOrgPath', ['o-1/r-1/ou-1']],
  ['g:ProjectName', ['cn-north-4']],
  ['g:ServiceName', ['dds']],
  ['g:MFAPresent', ['true']],
  ['g:MFAAge', ['60']],
  ['g:TagKeys', ['owner', 'env']],
  ['dds:Encrypted', ['true']],
  ['dds:BackupEnabled', ['false']],
  ['g:RequestTag/owner', ['']],
  ['g:RequestTag/env', undefined],
  ['g:ResourceTag/env', ['test']],
  ['g:ResourceTag/owner', undefined],
  ['g:resourcetag/env', undefined],
  ['g:EnterpriseProjectId', ['0']],
  ['__proto__', undefined],
])('%s tells %j', (key, values) => {
  expect(iamContext(facts).values(key)).toEqual(values)
})

test.each(['g:PrincipalOrgPath', 'g:ProjectName', 'g:MFAAge'])('%s is no key of a call that has none', (key) => {
  const { principalOrgPath, projectName, mfaAgeSeconds, ...plain } = facts
  expect(iamContext(plain).values(key)).toBeUndefined()
})

test('what a body or an instance will tell is not known before, and the rest is', () => {
  const early = iamContext({ ...facts, asked: 'unknown', instance: 'unknown' })
  const later = ['g:TagKeys', 'dds:Encrypted', 'g:RequestTag/env', 'g:ResourceTag/env', 'g:EnterpriseProjectId']
  for (const key of later) expect(early.values(key), key).toBe('unknown')
  expect(early.values('g:UserName')).toEqual(['ops'])
  expect(early.values('g:Unheard')).toBeUndefined()
})
