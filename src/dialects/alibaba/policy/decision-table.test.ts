import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import { compilePolicy } from '../../../access/policy/compile-policy.ts'
import { decide } from '../../../access/policy/decide.ts'
import type { Decision } from '../../../access/policy/decision.ts'
import type { Grammar } from '../../../access/policy/grammar.ts'
import { createLayer, type Layer } from '../../../access/policy/layer.ts'
import type { Request } from '../../../access/policy/request.ts'
import type { Tag } from '../../../tags/tag.ts'
import { type DecisionRow, type TableCall, tableFleet } from './decision-table/decision-row.fixture.ts'
import { decisionTable } from './decision-table.fixture.ts'
import { type RamFacts, ramContext } from './ram-context.ts'
import { identityGrammar, sessionGrammar } from './ram-grammar.ts'
import { ramAction, ramResource } from './ram-request.ts'
import { systemPolicies } from './system-policies.ts'

const { account, user, region, prodInstance } = tableFleet
const instances = `acs:kvstore:${region}:${account}:instance`

/** Operations that are about no instance in particular, and what they are about. */
const resources: Readonly<Record<string, string>> = {
  ListTagResources: `${instances}/*`,
  DescribeInstances: `${instances}/*`,
  CreateInstance: `${instances}/*`,
  DescribeTags: '*',
  DescribeRegions: '*',
}

function layersOf({ policies, groupPolicies = [], session }: DecisionRow): Layer[] {
  const attached = [...policies, ...groupPolicies].map((policy) =>
    typeof policy === 'string' ? systemPolicies[policy] : policy,
  )
  const identity = createLayer(
    'identity',
    attached.map((document) => compiled(identityGrammar, document)),
  )
  return session ? [createLayer('session', [compiled(sessionGrammar, session)]), identity] : [identity]
}

function compiled(grammar: Grammar, document: unknown) {
  const compilation = compilePolicy(grammar, 'policy', document)
  assert('policy' in compilation, JSON.stringify(compilation))
  return compilation.policy
}

/** One request for each instance that a call names. */
function requestsOf({ call, tags }: DecisionRow): Request[] {
  const general = resources[call.operation]
  if (general !== undefined) return [requestOf(call, general, {})]
  const { 'ResourceId.1': first, 'ResourceId.2': second, InstanceId } = call.parameters
  return [first ?? InstanceId, second]
    .filter((id) => id !== undefined)
    .map((id) => requestOf(call, `${instances}/${id}`, id === prodInstance ? { env: 'prod' } : tags))
}

function requestOf(call: TableCall, arn: string, tags: Readonly<Record<string, string>>): Request {
  const facts: RamFacts = {
    at: Date.parse('2026-01-31T08:00:00Z'),
    sourceIp: '127.0.0.1',
    secureTransport: false,
    mfaPresent: false,
    principalArn: `acs:ram::${account}:user/${user}`,
    requestTags: requestTagsOf(call),
    resourceTags: Object.entries(tags).map(([key, value]) => ({ key, value })),
  }
  return { action: ramAction(`kvstore:${call.operation}`), resource: ramResource(arn), context: ramContext(facts) }
}

function requestTagsOf({ parameters }: TableCall): Tag[] {
  return [1, 2].flatMap((n) => {
    const key = parameters[`Tag.${n}.Key`]
    return key === undefined ? [] : [{ key, value: parameters[`Tag.${n}.Value`] ?? '' }]
  })
}

function outcomeOf(decisions: readonly Decision[]): string {
  const denials = decisions.filter((decision) => decision.effect === 'deny')
  if (denials.length === 0) return decisions.every(({ effect }) => effect === 'allow') ? 'allow' : 'undecided'
  return denials.some(({ deniedBy }) => deniedBy.length > 0) ? 'explicit-deny' : 'implicit-deny'
}

test.each(decisionTable)('$section: $rule', (row) => {
  const layers = layersOf(row)
  expect(outcomeOf(requestsOf(row).map((request) => decide(layers, request)))).toBe(row.expected)
})

test.each(decisionTable)('without the tags it is the same, or undecided: $rule', (row) => {
  const layers = layersOf(row)
  for (const request of requestsOf(row)) {
    const { effect } = decide(layers, blindToTags(request))
    if (effect !== 'undecided') expect(effect).toBe(decide(layers, request).effect)
  }
})

function blindToTags(request: Request): Request {
  const values = (key: string) => (key.startsWith('acs:ResourceTag/') ? 'unknown' : request.context.values(key))
  return { ...request, context: { values } }
}

test('every row states a rule of its own', () => {
  expect(new Set(decisionTable.map(({ section, rule }) => `${section} ${rule}`)).size).toBe(decisionTable.length)
})
