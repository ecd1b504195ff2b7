import { expect, test } from 'vitest'
import { compilePolicy } from '../../../access/policy/compile-policy.ts'
import { identityGrammarOf, sessionGrammarOf } from './iam-grammar.ts'
import { systemPolicies } from './system-policies.ts'

type Version = '1.1' | '5.0'

const allow = { Effect: 'Allow', Action: ['dds:instance:modify'] }

function problemsOf(document: unknown): string[] {
  const compiled = compilePolicy(identityGrammarOf(document), 'p', document)
  return 'problems' in compiled ? compiled.problems.map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

function statement(Version: Version, change: object): unknown {
  return { Version, Statement: [{ ...allow, ...change }] }
}

function list(length: number, each = 'dds:instance:modify'): string[] {
  return Array(length).fill(each)
}

test.each(Object.entries(systemPolicies))('the system policy %s is one', (_name, document) => {
  expect(problemsOf(document)).toEqual([])
})

test.each<[what: string, version: Version, change: object]>([
  ['no resource: every one', '1.1', {}],
  ['a resource by name', '1.1', { Resource: ['DDS:*:*:instanceName:dds-*'] }],
  ['a resource by name, in small letters', '1.1', { Resource: ['dds:cn-north-4:*:instancename:orders'] }],
  ['every resource', '1.1', { Resource: ['*'] }],
  ['stars in an action', '1.1', { Action: ['DDS:*:list*', '*:*:get'] }],
  ['NotAction', '1.1', { Action: undefined, NotAction: ['iam:*:*'] }],
  ['100 actions', '1.1', { Action: list(100) }],
  ['an action of 128 characters', '1.1', { Action: [`dds:${'x'.repeat(60)}:${'y'.repeat(63)}`] }],
  ['20 resources', '1.1', { Resource: list(20, '*') }],
  ['a documented global key', '1.1', { Condition: { StringEquals: { 'g:ProjectName': ['cn-north-4'] } } }],
  ['a key of a service', '1.1', { Condition: { StringMatch: { 'obs:prefix': ['a*'] } } }],
  ['an operator with suffix', '1.1', { Condition: { StringEndWithIfExists: { 'g:UserName': ['special'] } } }],
  ['an operator with prefix', '1.1', { Condition: { 'ForAnyValue:StringEquals': { 'dds:x': ['a'] } } }],
  ['a value of 1024 characters', '1.1', { Condition: { StringEquals: { 'dds:x': ['v'.repeat(1024)] } } }],
  ['Null', '1.1', { Condition: { Null: { 'g:MFAAge': ['true'] } } }],
  ['a Sid', '5.0', { Sid: 'TagsOnly' }],
  ['one action without its list', '5.0', { Action: 'dds:instance:setTag' }],
  ['every action', '5.0', { Action: '*' }],
  ['an action without type', '5.0', { Action: 'gaussdbfornosql::listResourcesByTags' }],
  ['a question mark in an action', '5.0', { Action: 'dds:instance:set???' }],
  ['a URN', '5.0', { Resource: 'dds:*:*:instance:*' }],
  ['NotResource', '5.0', { NotResource: ['dds:*:*:instance:cc63'] }],
  ['one value without its list', '5.0', { Condition: { StringEquals: { 'g:ResourceTag/env': 'test' } } }],
  ['prefix and suffix', '5.0', { Condition: { 'ForAllValues:StringEqualsIfExists': { 'g:TagKeys': ['env'] } } }],
  ['a key that nobody knows', '5.0', { Condition: { StringEquals: { 'g:Unheard': 'x' } } }],
])('takes %s (%s)', (_what, version, change) => {
  expect(problemsOf(statement(version, change))).toEqual([])
})

test.each<[what: string, version: Version, change: object, problem: string | RegExp]>([
  ['an action without its list', '1.1', { Action: 'dds:instance:modify' }, 'Statement.0.Action: Write a list of texts'],
  ['every action', '1.1', { Action: ['*'] }, /^Statement\.0\.Action\.0: Write an action as/],
  ['a question mark', '1.1', { Action: ['dds:instance:?ist'] }, /^Statement\.0\.Action\.0: Write an action as/],
  ['an action of two parts', '1.1', { Action: ['dds:list'] }, /^Statement\.0\.Action\.0: Write an action as/],
  ['101 actions', '1.1', { Action: list(101) }, 'Statement.0.Action: Write at most 100 texts'],
  [
    'an action of 129 characters',
    '1.1',
    { Action: [`dds:i:${'x'.repeat(123)}`] },
    'Statement.0.Action.0: Write at most 128 characters',
  ],
  ['21 resources', '1.1', { Resource: list(21, '*') }, 'Statement.0.Resource: Write at most 20 texts'],
  [
    'too long a resource',
    '1.1',
    { Resource: [`DDS:*:*:instanceName:${'x'.repeat(1480)}`] },
    'Statement.0.Resource.0: Write at most 1500 characters',
  ],
  [
    'a resource of four parts',
    '1.1',
    { Resource: ['DDS:*:*:orders'] },
    /^Statement\.0\.Resource\.0: Write a resource as/,
  ],
  [
    'a question mark in a resource',
    '1.1',
    { Resource: ['DDS:*:*:instanceName:a?'] },
    /^Statement\.0\.Resource\.0: Write a resource as/,
  ],
  ['NotResource', '1.1', { NotResource: ['*'] }, /^Statement\.0\.NotResource: Remove "NotResource"/],
  ['a Sid', '1.1', { Sid: 'One' }, /^Statement\.0\.Sid: Remove "Sid"/],
  [
    'a condition value without its list',
    '1.1',
    { Condition: { StringEquals: { 'g:UserName': 'ops' } } },
    'Statement.0.Condition.StringEquals.g:UserName: Write a list of texts',
  ],
  [
    'a global key of version 5.0',
    '1.1',
    { Condition: { StringEquals: { 'g:ResourceTag/env': ['x'] } } },
    /^Statement\.0\.Condition\.StringEquals\.g:ResourceTag\/env: Write one of the keys/,
  ],
  [
    'a global key of another letter case',
    '1.1',
    { Condition: { StringEquals: { 'g:username': ['x'] } } },
    /^Statement\.0\.Condition\.StringEquals\.g:username: Write one of the keys/,
  ],
  [
    'an empty value',
    '1.1',
    { Condition: { StringEquals: { 'g:UserName': [''] } } },
    'Statement.0.Condition.StringEquals.g:UserName.0: Write a text that is not empty',
  ],
  [
    'too long a value',
    '1.1',
    { Condition: { StringEquals: { 'g:UserName': ['v'.repeat(1025)] } } },
    'Statement.0.Condition.StringEquals.g:UserName.0: Write at most 1024 characters',
  ],
  [
    '11 keys',
    '1.1',
    { Condition: { StringEquals: Object.fromEntries(list(11).map((_, at) => [`dds:${at}`, ['x']])) } },
    'Statement.0.Condition.StringEquals: Write at most 10 members in the keys of an operator',
  ],
  [
    'Null with suffix',
    '5.0',
    { Condition: { NullIfExists: { k: 'true' } } },
    /^Statement\.0\.Condition\.NullIfExists: /,
  ],
  [
    'Null with prefix',
    '5.0',
    { Condition: { 'ForAnyValue:Null': { k: 'true' } } },
    /^Statement\.0\.Condition\.ForAnyValue:Null: /,
  ],
  [
    'an operator of another cloud',
    '5.0',
    { Condition: { StringLike: { k: 'v' } } },
    /^Statement\.0\.Condition\.StringLike: /,
  ],
  [
    'DateEquals, which there is not',
    '5.0',
    { Condition: { DateEquals: { k: '2026-01-31T08:00:00Z' } } },
    /^Statement\.0\.Condition\.DateEquals: /,
  ],
  [
    'a truth value without quotes',
    '5.0',
    { Condition: { Bool: { 'g:MFAPresent': true } } },
    'Statement.0.Condition.Bool.g:MFAPresent: Write a text or a list of texts',
  ],
  ['a URN of four parts', '5.0', { Resource: 'dds:*:*:instance' }, /^Statement\.0\.Resource: Write a resource as/],
  [
    'Resource and NotResource',
    '5.0',
    { Resource: '*', NotResource: '*' },
    'Statement.0: Write Resource or NotResource, not both',
  ],
  ['a principal', '5.0', { Principal: { IAM: ['x'] } }, /^Statement\.0\.Principal: Remove "Principal"/],
  ['a policy variable', '5.0', { Resource: 'dds:*:*:instance:$\u007bg:UserName}' }, /there are no variables$/],
])('refuses %s (%s)', (_what, version, change, problem) => {
  expect(problemsOf(statement(version, change))).toEqual([
    typeof problem === 'string' ? problem : expect.stringMatching(problem),
  ])
})

test.each(['1', '1.0', '5', undefined, null, 1.1])('refuses version %j', (Version) => {
  expect(problemsOf({ Version, Statement: [allow] })).toEqual(['Version: Set Version to "5.0"'])
})

test.each(['1.1', '5.0'])('takes 8 statements and refuses 9 (%s)', (Version) => {
  expect(problemsOf({ Version, Statement: Array(8).fill(allow) })).toEqual([])
  expect(problemsOf({ Version, Statement: Array(9).fill(allow) })).toEqual(['Statement: Write at most 8 statements'])
})

test('a document has 6144 characters at most', () => {
  const filled = (length: number) =>
    statement('5.0', { Condition: { StringEquals: { k: list(6, 'v'.repeat(length)) } } })
  expect(problemsOf(filled(900))).toEqual([])
  expect(problemsOf(filled(1020))).toEqual([': Shorten the policy to 6144 characters'])
})

test.each(['1.1', '5.0'])('the policy of a session is one of its version (%s)', (Version) => {
  expect(sessionGrammarOf({ Version, Statement: [allow] })).toMatchObject({ version: Version, kind: 'session' })
})
