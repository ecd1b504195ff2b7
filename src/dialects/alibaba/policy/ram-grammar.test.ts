import { expect, test } from 'vitest'
import { compilePolicy, compilePolicyText } from '../../../access/policy/compile-policy.ts'
import type { Grammar } from '../../../access/policy/grammar.ts'
import { identityGrammar, sessionGrammar, trustGrammar } from './ram-grammar.ts'
import { systemPolicies } from './system-policies.ts'

const allow = { Effect: 'Allow', Action: 'kvstore:UntagResources', Resource: '*' }
const trust = {
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { RAM: ['acs:ram::1234567890123456:root'] },
}

function problemsOf(grammar: Grammar, document: unknown): string[] {
  const compiled = compilePolicy(grammar, 'p', document)
  return 'problems' in compiled ? compiled.problems.map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

function statement(change: object): unknown {
  return { Version: '1', Statement: [{ ...allow, ...change }] }
}

test.each(Object.entries(systemPolicies))('the system policy %s is one', (_name, document) => {
  expect(problemsOf(identityGrammar, document)).toEqual([])
})

test.each([
  ['an action of another service', { Action: 'ecs:DescribeInstances' }],
  ['every action', { Action: '*' }],
  ['wildcards in both parts of an action', { Action: '*:Describe?nstance*' }],
  ['a list of actions', { Action: ['kvstore:Tag*', 'kvstore:Untag*'] }],
  ['NotAction', { Action: undefined, NotAction: 'kvstore:Delete*' }],
  ['an ARN', { Resource: 'acs:kvstore:cn-hangzhou:1234567890123456:instance/r-1' }],
  ['an ARN of wildcards', { Resource: ['acs:kvstore:*:*:*', 'acs:*:*:*:*'] }],
  ['an ARN without region', { Resource: 'acs:ram::1234567890123456:role/reader' }],
  ['a condition of one value', { Condition: { StringEquals: { 'acs:ResourceTag/env': 'test' } } }],
  ['a condition of several values', { Condition: { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8', '203.0.113.7'] } } }],
  ['a truth value without quotes', { Condition: { Bool: { 'acs:SecureTransport': true } } }],
  ['a number without quotes', { Condition: { NumericLessThan: { 'oss:MaxKeys': 10 } } }],
  ['an empty value', { Condition: { StringLike: { 'oss:Prefix': ['', 'a/*'] } } }],
  ['a time in another zone', { Condition: { DateLessThan: { 'acs:CurrentTime': '2026-08-12T17:00:00+08:00' } } }],
  ['a key that nobody knows', { Condition: { StringEquals: { 'acs:TagKeys': 'env' } } }],
])('takes %s', (_what, change) => {
  expect(problemsOf(identityGrammar, statement(change))).toEqual([])
})

test.each([
  ['no resource', { Resource: undefined }, 'Statement.0: Add Resource to the statement'],
  ['NotResource', { NotResource: '*' }, /^Statement\.0\.NotResource: Remove "NotResource"/],
  ['a principal', { Principal: { RAM: ['*'] } }, /^Statement\.0\.Principal: Remove "Principal"/],
  ['a Sid', { Sid: 'One' }, /^Statement\.0\.Sid: Remove "Sid"/],
  ['an effect in small letters', { Effect: 'allow' }, 'Statement.0.Effect: Set Effect to "Allow" or "Deny"'],
  ['Action and NotAction', { NotAction: '*' }, 'Statement.0: Write Action or NotAction, not both'],
  ['an action without service', { Action: 'UntagResources' }, /^Statement\.0\.Action: Write an action as/],
  ['an action of three parts', { Action: 'dds:instance:modify' }, /^Statement\.0\.Action: Write an action as/],
  ['an ARN of another cloud', { Resource: 'arn:aws:s3:::bucket' }, /^Statement\.0\.Resource: Write a resource as/],
  [
    'an ARN with a part missing',
    { Resource: 'acs:kvstore:*:instance/r-1' },
    /^Statement\.0\.Resource: Write a resource as/,
  ],
  ['a policy variable', { Resource: 'acs:kvstore:*:*:instance/$\u007bacs:UserName}' }, /there are no variables$/],
  ['IfExists', { Condition: { StringEqualsIfExists: { k: 'v' } } }, /^Statement\.0\.Condition\.StringEqualsIfExists: /],
  ['Null', { Condition: { Null: { k: 'true' } } }, /^Statement\.0\.Condition\.Null: /],
  [
    'ForAllValues',
    { Condition: { 'ForAllValues:StringEquals': { k: 'v' } } },
    /^Statement\.0\.Condition\.ForAllValues/,
  ],
  [
    'an operator in small letters',
    { Condition: { stringEquals: { k: 'v' } } },
    /^Statement\.0\.Condition\.stringEquals: /,
  ],
  [
    'an operator of another cloud',
    { Condition: { StringMatch: { k: 'v' } } },
    /^Statement\.0\.Condition\.StringMatch: /,
  ],
  [
    'a time that is none',
    { Condition: { DateLessThan: { k: 'tomorrow' } } },
    /^Statement\.0\.Condition\.DateLessThan\.k: /,
  ],
  [
    'an address that is none',
    { Condition: { IpAddress: { k: '10.0.0.0/64' } } },
    /^Statement\.0\.Condition\.IpAddress\.k: /,
  ],
])('refuses %s', (_what, change, problem) => {
  expect(problemsOf(identityGrammar, statement(change))).toEqual([
    typeof problem === 'string' ? problem : expect.stringMatching(problem),
  ])
})

test('refuses another version', () => {
  expect(problemsOf(identityGrammar, { Version: '1.1', Statement: [allow] })).toEqual(['Version: Set Version to "1"'])
})

test.each([
  ['an identity policy', identityGrammar, 6144],
  ['a session policy', sessionGrammar, 2048],
])('%s has its own length', (_what, grammar, lengthMax) => {
  const text = JSON.stringify({ Version: '1', Statement: [allow] })
  expect(compilePolicyText(grammar, 'p', text.padEnd(lengthMax))).toHaveProperty('policy')
  expect(compilePolicyText(grammar, 'p', text.padEnd(lengthMax + 1))).toHaveProperty('problems')
})

test.each([
  ['an account', { RAM: ['acs:ram::1234567890123456:root'] }],
  ['a user', { RAM: 'acs:ram::1234567890123456:user/ops' }],
  ['a role', { RAM: ['acs:ram::1234567890123456:role/deployer'] }],
  ['a service', { Service: ['ecs.aliyuncs.com'] }],
  ['an identity provider', { Federated: ['acs:ram::1234567890123456:saml-provider/idp'] }],
])('a trust policy takes as principal %s', (_what, Principal) => {
  expect(problemsOf(trustGrammar, { Version: '1', Statement: [{ ...trust, Principal }] })).toEqual([])
})

test.each([
  ['no principal', { Principal: undefined }, 'Statement.0.Principal: Write Principal as an object'],
  ['a text as principal', { Principal: '*' }, 'Statement.0.Principal: Write Principal as an object'],
  ['an empty principal', { Principal: {} }, 'Statement.0.Principal: Name at least one principal'],
  ['a principal of another cloud', { Principal: { AWS: '*' } }, /^Statement\.0\.Principal\.AWS: Remove "AWS"/],
  ['everybody', { Principal: { RAM: '*' } }, /^Statement\.0\.Principal\.RAM: Write a principal as/],
  ['a resource', { Resource: '*' }, /^Statement\.0\.Resource: Remove "Resource"/],
])('a trust policy refuses %s', (_what, change, problem) => {
  const problems = problemsOf(trustGrammar, { Version: '1', Statement: [{ ...trust, ...change }] })
  expect(problems[0]).toEqual(expect.stringMatching(problem))
})
