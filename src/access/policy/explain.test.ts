import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import { layerOf, requestFor } from './sample-request.fixture.ts'

test('says of each statement of each policy what fits and what does not', () => {
  const ifProd = { Condition: { Is: { env: ['prod', 'live'] }, Like: { team: 'core*' } } }
  const layers = [
    layerOf('session', [{ Effect: 'Allow', Action: '*' }]),
    layerOf(
      'identity',
      [{ Sid: 'Ops', Effect: 'Allow', Action: 'do', Resource: 'r*', ...ifProd }],
      [{ Effect: 'Deny', Action: 'undo' }],
    ),
  ]
  const { decision, statements } = explain(layers, requestFor('do', 'r1', { env: ['test'], team: 'unknown' }))
  expect(decision).toEqual({ effect: 'deny', deniedBy: [], layer: 'identity' })
  const fits = { principal: true, conditions: [] }
  const action = { element: 'Action', patterns: ['do'], matches: true }
  expect(statements).toEqual([
    {
      ...fits,
      id: { policy: 'p0', index: 0 },
      kind: 'session',
      effect: 'Allow',
      applies: true,
      action: { ...action, patterns: ['*'] },
    },
    {
      ...fits,
      id: { policy: 'p0', index: 0, sid: 'Ops' },
      kind: 'identity',
      effect: 'Allow',
      applies: false,
      action,
      resource: { element: 'Resource', patterns: ['r*'], matches: true },
      conditions: [
        { operator: 'Is', key: 'env', wanted: ['prod', 'live'], found: ['test'], holds: false },
        { operator: 'Like', key: 'team', wanted: ['core*'], found: 'unknown', holds: 'unknown' },
      ],
    },
    {
      ...fits,
      id: { policy: 'p1', index: 0 },
      kind: 'identity',
      effect: 'Deny',
      applies: false,
      action: { ...action, patterns: ['undo'], matches: false },
    },
  ])
})

test('a resource that is not known yet is said so', () => {
  const layers = [layerOf('identity', [{ Effect: 'Allow', Action: 'do', Resource: 'r1' }])]
  expect(explain(layers, requestFor('do', 'unknown')).statements).toMatchObject([
    { resource: { matches: 'unknown' }, applies: 'unknown' },
  ])
})
