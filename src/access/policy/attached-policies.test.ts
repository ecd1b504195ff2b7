import { expect, test } from 'vitest'
import type { AttachedPolicy, Principal } from '../../store/identity.ts'
import { attachmentProblems, principalLayers } from './attached-policies.ts'
import { sampleGrammar } from './sample-grammar.fixture.ts'

const document = { Version: 's', Statement: [{ Effect: 'Allow', Action: 'do:*', Resource: '*' }] }
const attachable = {
  systemPolicies: { Everything: document },
  grammarOf: () => sampleGrammar('identity'),
  sessionGrammarOf: () => sampleGrammar('session'),
}
const own = { name: 'own', document }

function principal(policies: readonly AttachedPolicy[], fields: Partial<Principal> = {}): Principal {
  const who = { realm: 'cloud', account: '1', id: '2', kind: 'user', name: 'ops', administrator: false } as const
  return { ...who, enabled: true, groups: [], policies, ...fields }
}

const kindsOf = (layers: readonly { kind: string }[]) => layers.map(({ kind }) => kind)

test('documents and names of the vendor’s policies may be attached', () => {
  expect(attachmentProblems(attachable, own)).toEqual([])
  expect(attachmentProblems(attachable, { name: 'Everything' })).toEqual([])
  const [layer] = principalLayers(attachable)(principal([own, { name: 'Everything' }]))
  expect(layer?.policies.map(({ name }) => name)).toEqual(['own', 'Everything'])
})

test.each(['Nothing', '__proto__', 'constructor'])('the name %s is refused', (name) => {
  expect(attachmentProblems(attachable, { name })).toEqual([
    { path: [], message: `Name a policy that the vendor brings along, not "${name}"` },
  ])
})

test('a fault of a document is told with its place', () => {
  const broken = { ...document, Version: '2' }
  expect(attachmentProblems(attachable, { name: 'own', document: broken }).map(({ path }) => path)).toEqual([
    ['Version'],
  ])
})

test('the layers of a principal are made once, those of a session too', () => {
  const layersOf = principalLayers(attachable)
  const ops = principal([own])
  const session = { policy: document }
  expect(layersOf(ops)).toBe(layersOf(ops))
  expect(layersOf(ops, session)).toBe(layersOf(ops, session))
  expect(layersOf(principal([own]))).not.toBe(layersOf(ops))
  expect(layersOf(ops, { policy: document })).not.toBe(layersOf(ops, session))
})

test('the policies of his groups are a user’s, and say whose they are', () => {
  const groups = [{ realm: 'cloud', account: '1', name: 'testers', policies: [own] }]
  const [layer] = principalLayers(attachable)(principal([own], { groups }))
  expect(layer?.policies.map(({ name }) => name)).toEqual(['own', 'own (group testers)'])
})

test.each([
  ['a principal', false, undefined, ['identity']],
  ['a session without a policy', false, {}, ['identity']],
  ['a session with a policy', false, { policy: document }, ['session', 'identity']],
  ['an administrator', true, undefined, []],
  ['an administrator’s session with a policy', true, { policy: document }, ['session']],
])('what decides for %s', (_who, administrator, session, kinds) => {
  expect(kindsOf(principalLayers(attachable)(principal([own], { administrator }), session))).toEqual(kinds)
})

test('whose stored policy cannot be read is let nowhere', () => {
  const layersOf = principalLayers(attachable)
  expect(() => layersOf(principal([own, { name: 'gone' }]))).toThrow('A stored policy cannot be read')
  expect(() => layersOf(principal([own]), { policy: {} })).toThrow('A stored policy cannot be read')
})
