import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from './decide.ts'
import { explain } from './explain.ts'
import { createLayer } from './layer.ts'
import type { PolicyKind } from './policy.ts'
import type { Found, Request } from './request.ts'
import { layerOf, requestFor } from './sample-request.fixture.ts'

const allow = { Effect: 'Allow', Action: '*' }
const deny = { Effect: 'Deny', Action: '*' }
const ifTagged = { Condition: { Is: { tag: 'x' } } }

function effectOf(statements: readonly object[], request: Request) {
  return decide([layerOf('identity', statements)], request).effect
}

test.each<[rule: string, statements: object[], request: Request, effect: string]>([
  ['nothing allows: denied', [], requestFor('do'), 'deny'],
  ['a statement allows', [allow], requestFor('do'), 'allow'],
  ['a denial wins over what comes before', [allow, deny], requestFor('do'), 'deny'],
  ['and over what comes after', [deny, allow], requestFor('do'), 'deny'],
  ['a denial of another action is none', [allow, { ...deny, Action: 'undo' }], requestFor('do'), 'allow'],
  ['one action of a list', [{ ...allow, Action: ['undo', 'do'] }], requestFor('do'), 'allow'],
  ['an older name of the action grants it', [{ ...allow, Action: 'old' }], requestFor(['do', 'old']), 'allow'],
  ['all actions but one', [{ Effect: 'Allow', NotAction: 'undo' }], requestFor('do'), 'allow'],
  ['the one left out', [{ Effect: 'Allow', NotAction: 'do' }], requestFor('do'), 'deny'],
  ['left out by its older name', [{ Effect: 'Allow', NotAction: 'old' }], requestFor(['do', 'old']), 'deny'],
  ['its resource', [{ ...allow, Resource: 'r*' }], requestFor('do', 'r1'), 'allow'],
  ['another resource', [{ ...allow, Resource: 'r*' }], requestFor('do', 's1'), 'deny'],
  ['all resources but one', [{ ...allow, NotResource: 'r1' }], requestFor('do', 'r2'), 'allow'],
  ['the resource left out', [{ ...allow, NotResource: 'r1' }], requestFor('do', 'r1'), 'deny'],
  ['a condition that holds', [{ ...allow, ...ifTagged }], requestFor('do', 'r', { tag: ['x'] }), 'allow'],
  ['a condition that does not', [{ ...allow, ...ifTagged }], requestFor('do', 'r', { tag: ['y'] }), 'deny'],
  [
    'keys of an operator must all hold',
    [{ ...allow, Condition: { Is: { a: 'x', b: 'x' } } }],
    requestFor('do', 'r', { a: ['x'], b: ['y'] }),
    'deny',
  ],
  [
    'operators must all hold',
    [{ ...allow, Condition: { Is: { a: 'x' }, Like: { b: 'x*' } } }],
    requestFor('do', 'r', { a: ['x'], b: ['y'] }),
    'deny',
  ],
  [
    'a key not known yet may allow',
    [{ ...allow, ...ifTagged }],
    requestFor('do', 'r', { tag: 'unknown' }),
    'undecided',
  ],
  [
    'a key not known yet may deny',
    [allow, { ...deny, ...ifTagged }],
    requestFor('do', 'r', { tag: 'unknown' }),
    'undecided',
  ],
  [
    'a key not known yet does not matter where another statement allows',
    [{ ...allow, ...ifTagged }, allow],
    requestFor('do', 'r', { tag: 'unknown' }),
    'allow',
  ],
  ['nor where another denies', [{ ...deny, ...ifTagged }, deny], requestFor('do', 'r', { tag: 'unknown' }), 'deny'],
  ['nor where nothing could allow', [{ ...deny, ...ifTagged }], requestFor('do', 'r', { tag: 'unknown' }), 'deny'],
  [
    'nor where another condition fails',
    [{ ...allow, Condition: { Is: { tag: 'x', other: 'x' } } }],
    requestFor('do', 'r', { tag: 'unknown', other: ['y'] }),
    'deny',
  ],
  ['a resource not known yet may allow', [{ ...allow, Resource: 'r1' }], requestFor('do', 'unknown'), 'undecided'],
  ['unless every resource is meant', [{ ...allow, Resource: ['r1', '*'] }], requestFor('do', 'unknown'), 'allow'],
  ['or none', [{ ...allow, NotResource: '*' }], requestFor('do', 'unknown'), 'deny'],
])('%s', (_rule, statements, request, effect) => {
  expect(effectOf(statements, request)).toBe(effect)
})

test('an action without a name in the language of a policy is not its business', () => {
  const request: Request = { ...requestFor('do'), action: { other: ['do'] } }
  const layers = [layerOf('identity', [allow, { Effect: 'Deny', NotAction: 'x' }])]
  expect(decide(layers, request)).toEqual({ effect: 'deny', deniedBy: [], layer: 'identity' })
})

test('an allowance names the first statement of each layer that allows', () => {
  const layers = [layerOf('session', [allow]), layerOf('identity', [{ ...allow, Action: 'x' }], [allow, allow])]
  expect(decide(layers, requestFor('do'))).toEqual({
    effect: 'allow',
    allowedBy: [
      { policy: 'p0', index: 0 },
      { policy: 'p1', index: 0 },
    ],
  })
})

test('a denial names the statement, its Sid and the layer', () => {
  expect(decide([layerOf('identity', [allow, { ...deny, Sid: 'Never' }])], requestFor('do'))).toEqual({
    effect: 'deny',
    deniedBy: [{ policy: 'p0', index: 1, sid: 'Never' }],
    layer: 'identity',
  })
})

test('a denial without a statement names the first layer that does not allow', () => {
  const layers = [layerOf('session', [{ ...allow, Action: 'x' }]), layerOf('identity')]
  expect(decide(layers, requestFor('do'))).toEqual({ effect: 'deny', deniedBy: [], layer: 'session' })
})

test('a statement that denies is named though another layer allows nothing', () => {
  const layers = [layerOf('session'), layerOf('identity', [deny])]
  expect(decide(layers, requestFor('do'))).toMatchObject({ deniedBy: [{ policy: 'p0', index: 0 }], layer: 'identity' })
})

test('no layers at all is a mistake of the caller', () => {
  expect(() => decide([], requestFor('do'))).toThrow('Decide on at least one layer')
})

test('a layer holds policies of its own kind only', () => {
  const [policy] = layerOf('identity', [allow]).policies
  assert(policy)
  expect(() => createLayer('session', [policy])).toThrow('Policy p0 is of another kind')
})

test('an allowance of one layer allocates nothing: it is the same value each time', () => {
  const layers = [layerOf('identity', [allow])]
  expect(decide(layers, requestFor('do'))).toBe(decide(layers, requestFor('undo')))
})

const names = fc.constantFrom('a', 'b', 'c')
const patterns = fc.array(fc.constantFrom('a', 'b', '*', '?'), { minLength: 1, maxLength: 2 })
const conditions = fc.dictionary(
  fc.constantFrom('Is', 'IsNot', 'IsIfExists', 'ForAllValues:Is', 'ForAnyValue:IsNot', 'Like'),
  fc.dictionary(fc.constantFrom('k', 'l'), fc.uniqueArray(names, { minLength: 1 }), {
    minKeys: 1,
    maxKeys: 2,
  }),
  { maxKeys: 2 },
)
const statement = fc
  .tuple(
    fc.constantFrom('Allow', 'Deny'),
    fc.constantFrom('Action', 'NotAction'),
    patterns,
    fc.constantFrom('Resource', 'NotResource'),
    patterns,
    conditions,
  )
  .map(([Effect, action, actions, resource, resources, Condition]) => ({
    Effect,
    [action]: actions,
    [resource]: resources,
    Condition,
  }))
const statements = fc.array(statement, { maxLength: 4 })
const found: fc.Arbitrary<Found> = fc.oneof(fc.constant(undefined), fc.uniqueArray(names, { maxLength: 2 }))
const known = fc
  .tuple(names, names, found, found)
  .map(([action, resource, k, l]) => requestFor(action, resource, { k, l }))
const kinds: readonly PolicyKind[] = ['session', 'identity']

test('adding a Deny never allows more', () => {
  fc.assert(
    fc.property(statements, statement, known, (before, added, request) => {
      const more = effectOf([...before, { ...added, Effect: 'Deny' }], request)
      if (effectOf(before, request) === 'deny') expect(more).toBe('deny')
    }),
  )
})

test('adding an Allow never denies more', () => {
  fc.assert(
    fc.property(statements, statement, known, (before, added, request) => {
      const more = effectOf([...before, { ...added, Effect: 'Allow' }], request)
      if (effectOf(before, request) === 'allow') expect(more).toBe('allow')
    }),
  )
})

test('a session policy never widens', () => {
  fc.assert(
    fc.property(statements, statements, known, (session, identity, request) => {
      const layers = [layerOf('session', session), layerOf('identity', identity)]
      if (decide(layers, request).effect === 'allow') expect(effectOf(identity, request)).toBe('allow')
    }),
  )
})

test('neither the order of statements nor how they are spread over policies changes the effect', () => {
  fc.assert(
    fc.property(statements, known, (list, request) => {
      const spread = layerOf('identity', ...list.toReversed().map((each) => [each]))
      expect(decide([spread], request).effect).toBe(effectOf(list, request))
    }),
  )
})

test('what is decided early is what is decided with all known', () => {
  const early = fc.tuple(statements, statements, known, fc.constantFrom('k', 'l', 'resource'))
  fc.assert(
    fc.property(early, ([session, identity, request, hidden]) => {
      const layers = kinds.map((kind, at) => layerOf(kind, at === 0 ? session : identity))
      const { effect } = decide(layers, hiding(request, hidden))
      if (effect !== 'undecided') expect(effect).toBe(decide(layers, request).effect)
      expect(decide(layers, request).effect).not.toBe('undecided')
    }),
    { numRuns: 500 },
  )
})

function hiding(request: Request, hidden: string): Request {
  if (hidden === 'resource') return { ...request, resource: {} }
  return { ...request, context: { values: (key) => (key === hidden ? 'unknown' : request.context.values(key)) } }
}

test('an explanation agrees with the decision', () => {
  fc.assert(
    fc.property(statements, known, (list, request) => {
      const layers = [layerOf('identity', list)]
      const { decision, statements } = explain(layers, request)
      const applying = statements.filter(({ applies }) => applies === true)
      const denied = applying.some(({ effect }) => effect === 'Deny')
      expect(decision).toEqual(decide(layers, request))
      expect(decision.effect === 'allow').toBe(applying.length > 0 && !denied)
    }),
  )
})
