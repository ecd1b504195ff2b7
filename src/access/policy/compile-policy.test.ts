import { expect, test } from 'vitest'
import { compilePolicy, compilePolicyText } from './compile-policy.ts'
import type { Grammar } from './grammar.ts'
import { sampleGrammar } from './sample-grammar.fixture.ts'

const variable = '$\u007buser}'
const good = { Effect: 'Allow', Action: 'do' }

/** Where and why a document is refused: `Statement.0.Action: Write …`. */
function problemsOf(document: unknown, change: Partial<Grammar> = {}): string[] {
  const compiled = compilePolicy(sampleGrammar('identity', change), 'p', document)
  return 'problems' in compiled ? compiled.problems.map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

function withStatement(statement: unknown): unknown {
  return { Version: 's', Statement: [statement] }
}

function withCondition(Condition: unknown): unknown {
  return withStatement({ ...good, Condition })
}

test.each([
  ['null', null, ': Write the policy as an object'],
  ['a list', [], ': Write the policy as an object'],
  ['a text', '{}', ': Write the policy as an object'],
  ['another version', { Version: 't', Statement: [good] }, 'Version: Set Version to "s"'],
  ['no version', { Statement: [good] }, 'Version: Set Version to "s"'],
  [
    'another element',
    { Version: 's', Statement: [good], Id: 1 },
    'Id: Remove "Id": a policy has Version and Statement',
  ],
  ['no statements', { Version: 's', Statement: [] }, 'Statement: Write Statement as a list of one statement or more'],
  [
    'a statement without its list',
    { Version: 's', Statement: good },
    'Statement: Write Statement as a list of one statement or more',
  ],
  ['too many statements', { Version: 's', Statement: Array(4).fill(good) }, 'Statement: Write at most 3 statements'],
  ['a statement that is no object', withStatement('Allow'), 'Statement.0: Write a statement as an object'],
  [
    'another element of a statement',
    withStatement({ ...good, Principal: '*' }),
    'Statement.0.Principal: Remove "Principal": a statement of version s has Sid, Effect, Action, NotAction, Resource, NotResource and Condition',
  ],
  [
    'an effect of another letter case',
    withStatement({ ...good, Effect: 'allow' }),
    'Statement.0.Effect: Set Effect to "Allow" or "Deny"',
  ],
  ['no effect', withStatement({ Action: 'do' }), 'Statement.0.Effect: Set Effect to "Allow" or "Deny"'],
  ['no action', withStatement({ Effect: 'Allow' }), 'Statement.0: Add Action to the statement'],
  ['both forms', withStatement({ ...good, NotAction: 'undo' }), 'Statement.0: Write Action or NotAction, not both'],
  ['an empty list', withStatement({ ...good, Action: [] }), 'Statement.0.Action: Write a text or a list of texts'],
  ['a number', withStatement({ ...good, Action: 1 }), 'Statement.0.Action: Write a text or a list of texts'],
  ['a number in a list', withStatement({ ...good, Action: ['do', 1] }), 'Statement.0.Action.1: Write a text'],
  ['an empty text', withStatement({ ...good, Action: '' }), 'Statement.0.Action: Write a text that is not empty'],
  [
    'too long a text',
    withStatement({ ...good, Action: 'x'.repeat(21) }),
    'Statement.0.Action: Write at most 20 characters',
  ],
  ['too many texts', withStatement({ ...good, Action: ['a', 'b', 'c'] }), 'Statement.0.Action: Write at most 2 texts'],
  [
    'a variable',
    withStatement({ ...good, Resource: variable }),
    `Statement.0.Resource: Write the value itself instead of "${variable}": there are no variables`,
  ],
  [
    'a Sid that is no text',
    withStatement({ ...good, Sid: 1 }),
    'Statement.0.Sid: Write Sid as a text of at most 128 characters',
  ],
  ['a condition that is no object', withCondition([]), 'Statement.0.Condition: Write Condition as an object'],
  [
    'an unknown operator',
    withCondition({ Matches: { k: 'v' } }),
    'Statement.0.Condition.Matches: Write an operator of this policy language instead of "Matches"',
  ],
  [
    'an operator called like a prototype',
    withCondition(JSON.parse('{"__proto__":{"k":"v"}}')),
    'Statement.0.Condition.__proto__: Write an operator of this policy language instead of "__proto__"',
  ],
  ['an operator without keys', withCondition({ Is: {} }), 'Statement.0.Condition.Is: Name at least one condition key'],
  [
    'too many operators',
    withCondition({ Is: { k: 'v' }, IsNot: { k: 'v' }, Like: { k: 'v' } }),
    'Statement.0.Condition: Write at most 2 members in Condition',
  ],
  [
    'too many keys',
    withCondition({ Is: { k: 'v', l: 'v', m: 'v' } }),
    'Statement.0.Condition.Is: Write at most 2 members in the keys of an operator',
  ],
  [
    'too long a key',
    withCondition({ Is: { ['k'.repeat(257)]: 'v' } }),
    `Statement.0.Condition.Is.${'k'.repeat(257)}: Write at most 256 characters as a condition key`,
  ],
  [
    'a value that the operator cannot read',
    withCondition({ Below: { k: ['1', 'one'] } }),
    'Statement.0.Condition.Below.k.1: Write a decimal number instead of "one"',
  ],
  [
    'a plain number where texts are wanted',
    withCondition({ Below: { k: 1 } }),
    'Statement.0.Condition.Below.k: Write a text or a list of texts',
  ],
])('refuses %s', (_what, document, problem) => {
  expect(problemsOf(document)).toEqual([problem])
})

test('an element called like a prototype is an element', () => {
  const statement = '{"Effect":"Allow","Action":"do","__proto__":{"Effect":"Deny"}}'
  expect(problemsOf(withStatement(JSON.parse(statement)))).toEqual([
    expect.stringMatching(/^Statement\.0\.__proto__: Remove "__proto__"/),
  ])
})

test('tells 100 problems at most, and of each 500 characters', () => {
  const Action = ['x'.repeat(10_000), `\u0024{${'x'.repeat(10)}`]
  const { action } = sampleGrammar('identity')
  const document = { Version: 's', Statement: Array(200).fill({ Effect: 'Allow', Action }) }
  const documentLengthMax = 10_000_000
  const change = { documentLengthMax, statementsMax: 200, action: { ...action, lengthMax: 5 } }
  expect(problemsOf(document, change)).toHaveLength(100)
  expect(
    problemsOf(withCondition({ ['x'.repeat(10_000)]: {} }), { documentLengthMax })[0]
      ?.split(': ')
      .at(-1)?.length,
  ).toBe(501)
})

test('tells all that is wrong at once', () => {
  const document = {
    Version: 1,
    Statement: [
      { Effect: 'Maybe', Action: [] },
      { ...good, Condition: { Is: { k: 1 } } },
    ],
  }
  expect(problemsOf(document)).toHaveLength(4)
})

test('a list is needed where the language has no other form', () => {
  const change = { single: false }
  expect(problemsOf(withStatement(good), change)).toEqual(['Statement.0.Action: Write a list of texts'])
  expect(problemsOf(withStatement({ ...good, Action: ['do'] }), change)).toEqual([])
})

test('plain numbers and truth values stand for texts where the language lets them', () => {
  const { condition } = sampleGrammar('identity')
  const document = withCondition({ Below: { k: 5 }, Bool: { k: [true] } })
  expect(problemsOf(document, { condition: { ...condition, plainValues: true } })).toEqual([])
})

test('an empty Condition is none', () => {
  expect(problemsOf(withCondition({}))).toEqual([])
})

test('a document may be as long as its language says', () => {
  const document = withStatement(good)
  const { length } = JSON.stringify(document)
  expect(problemsOf(document, { documentLengthMax: length })).toEqual([])
  expect(problemsOf(document, { documentLengthMax: length - 1 })).toEqual([
    `: Shorten the policy to ${length - 1} characters`,
  ])
})

test.each([
  ['no JSON', '{', 'Write the policy as JSON, each member of an object once'],
  ['a member twice', '{"Version":"s","Version":"s"}', 'Write the policy as JSON, each member of an object once'],
  ['too long a text', ' '.repeat(1001), 'Shorten the policy to 1000 characters'],
  ['nested without end', '['.repeat(1000), 'Write the policy as JSON, each member of an object once'],
])('refuses as text: %s', (_what, text, message) => {
  expect(compilePolicyText(sampleGrammar('identity'), 'p', text)).toEqual({ problems: [{ path: [], message }] })
})

test('compiles text as it compiles the document', () => {
  expect(compilePolicyText(sampleGrammar('identity'), 'p', JSON.stringify(withStatement(good)))).toMatchObject({
    policy: { name: 'p', kind: 'identity', statements: [{ id: { policy: 'p', index: 0 }, effect: 'Allow' }] },
  })
})
