import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { compilePolicy } from '../../../access/policy/compile-policy.ts'
import { decide } from '../../../access/policy/decide.ts'
import { createLayer } from '../../../access/policy/layer.ts'
import { type TrustRow, trustCallers, trustPolicy, trustRows } from './decision-table/trust.fixture.ts'
import { ramContext } from './ram-context.ts'
import { trustGrammar } from './ram-grammar.ts'
import { ramAction, ramPrincipals, ramResource } from './ram-request.ts'

/** What a role with this trust policy says to a caller, or to one that is not named. */
function decisionOn({ statements, externalId }: TrustRow, principals?: readonly string[]) {
  const compiled = compilePolicy(trustGrammar, 'trust', trustPolicy(statements))
  assert('policy' in compiled)
  return decide([createLayer('trust', [compiled.policy])], {
    action: ramAction('sts:AssumeRole'),
    resource: ramResource('acs:ram::1234567890123456:role/reader'),
    ...(principals && { principals }),
    context: ramContext({
      at: 0,
      sourceIp: '127.0.0.1',
      secureTransport: false,
      mfaPresent: false,
      principalArn: 'acs:ram::1234567890123456:user/ops',
      requestTags: [],
      resourceTags: [],
      externalId,
    }),
  })
}

test.each(trustRows)('$rule: $expected', (row) => {
  const decision = decisionOn(row, ramPrincipals(trustCallers[row.caller]))
  if (decision.effect !== 'deny') expect(decision.effect).toBe(row.expected)
  else expect(decision.deniedBy.length > 0 ? 'explicit-deny' : 'implicit-deny').toBe(row.expected)
})

test.each(trustRows)('nothing is trusted without a name: $rule', (row) => {
  expect(decisionOn(row)).toMatchObject({ effect: 'deny', deniedBy: [] })
})
