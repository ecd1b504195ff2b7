import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { compilePolicy } from '../../../access/policy/compile-policy.ts'
import { decide } from '../../../access/policy/decide.ts'
import { createLayer } from '../../../access/policy/layer.ts'
import type { Principal } from '../../../store/identity.ts'
import { ramContext } from './ram-context.ts'
import { trustGrammar } from './ram-grammar.ts'
import { ramAction, ramPrincipals, ramResource } from './ram-request.ts'

type Caller = Pick<Principal, 'account' | 'kind' | 'name'>

const ops: Caller = { account: '1234567890123456', kind: 'user', name: 'ops' }

/** Whether a role with this trust policy lets itself be assumed. */
function trusts(statement: object, caller: Caller | undefined, externalId?: string): boolean {
  const statements = [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }]
  const compiled = compilePolicy(trustGrammar, 'trust', { Version: '1', Statement: statements })
  assert('policy' in compiled)
  const { effect } = decide([createLayer('trust', [compiled.policy])], {
    action: ramAction('sts:AssumeRole'),
    resource: ramResource('acs:ram::1234567890123456:role/reader'),
    ...(caller && { principals: ramPrincipals(caller) }),
    context: ramContext({
      at: 0,
      sourceIp: '127.0.0.1',
      secureTransport: false,
      mfaPresent: false,
      principalArn: 'acs:ram::1234567890123456:user/ops',
      requestTags: [],
      resourceTags: [],
      ...(externalId !== undefined && { externalId }),
    }),
  })
  return effect === 'allow'
}

const account = { Principal: { RAM: ['acs:ram::1234567890123456:root'] } }
const user = { Principal: { RAM: ['acs:ram::1234567890123456:user/ops'] } }
const withExternalId = { ...account, Condition: { StringEquals: { 'sts:ExternalId': 'abc' } } }

test.each<[rule: string, statement: object, caller: Caller | undefined, expected: boolean]>([
  ['trust in an account is trust in its users', account, ops, true],
  ['and in its roles', account, { ...ops, kind: 'role' }, true],
  ['not in those of another account', account, { ...ops, account: '9999999999999999' }, false],
  ['trust in a user', user, ops, true],
  ['is not trust in another', user, { ...ops, name: 'opsy' }, false],
  ['nor in a role of his name', user, { ...ops, kind: 'role' }, false],
  ['trust in a service is not trust in a user', { Principal: { Service: 'ecs.aliyuncs.com' } }, ops, false],
  ['a Deny is no trust', { ...account, Effect: 'Deny' }, ops, false],
  ['trust for another action is none', { ...account, Action: 'sts:SetSourceIdentity' }, ops, false],
  ['a request that does not say who calls', account, undefined, false],
  ['an external id that is missing', withExternalId, ops, false],
])('%s', (_rule, statement, caller, expected) => {
  expect(trusts(statement, caller)).toBe(expected)
})

test.each([
  ['abc', true],
  ['abd', false],
])('external id %s', (externalId, expected) => {
  expect(trusts(withExternalId, ops, externalId)).toBe(expected)
})
