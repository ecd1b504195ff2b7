import { expect, test } from 'vitest'
import type { Principal } from '../../store/identity.ts'
import type { Json } from '../../store/instance.ts'
import { attachedProblems, identityLayers } from './attached-policies.ts'
import { sampleGrammar } from './sample-grammar.fixture.ts'

const document = { Version: 's', Statement: [{ Effect: 'Allow', Action: 'do:*', Resource: '*' }] }
const attachable = { systemPolicies: { Everything: document }, grammarOf: () => sampleGrammar('identity') }

function principal(policies: readonly Json[]): Principal {
  const who = { realm: 'cloud', account: '1', id: '2', kind: 'user', name: 'ops', administrator: false } as const
  return { ...who, policies }
}

test('documents and names of the vendor’s policies may be attached', () => {
  expect(attachedProblems(attachable, [document, 'Everything'])).toEqual([])
  const { policies } = identityLayers(attachable)(principal([document, 'Everything']))
  expect(policies.map(({ name }) => name)).toEqual(['policies[0]', 'Everything'])
})

test.each(['Nothing', '__proto__', 'constructor'])('the name %s is refused in its place', (name) => {
  expect(attachedProblems(attachable, ['Everything', name])).toEqual([
    { path: [1], message: `Name a policy that the vendor brings along, not "${name}"` },
  ])
})

test('a fault of a document is told with its place in the list', () => {
  const broken = { ...document, Version: '2' }
  expect(attachedProblems(attachable, [document, broken]).map(({ path }) => path)).toEqual([[1, 'Version']])
})

test('the layer of a principal is made once', () => {
  const layerOf = identityLayers(attachable)
  const ops = principal([document])
  expect(layerOf(ops)).toBe(layerOf(ops))
  expect(layerOf(principal([document]))).not.toBe(layerOf(ops))
})

test('whose stored policy cannot be read is let nowhere', () => {
  expect(() => identityLayers(attachable)(principal([document, {}]))).toThrow('Stored policy 1 cannot be read')
})
