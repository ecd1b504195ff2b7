import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import { explanationText } from './explanation-text.ts'
import type { Request } from './request.ts'
import { layerOf, requestFor } from './sample-request.fixture.ts'

function linesFor(statements: readonly object[], request: Request): readonly string[] {
  const text = explanationText(explain([layerOf('identity', statements)], request))
  return [text.decision, ...text.statements.map(({ outcome, reasons }) => `${outcome}: ${reasons.join('; ')}`)]
}

const allow = { Effect: 'Allow', Action: 'do' }
const ifTest = { Condition: { Is: { env: ['test', 'dev'] } } }

test.each<[rule: string, statements: object[], request: Request, lines: string[]]>([
  [
    'what allowed it',
    [allow],
    requestFor('do'),
    ['Allowed by statement 0 of policy "p0"', 'Allow, statement 0 of policy "p0", applies: Action "do" matches'],
  ],
  [
    'what denied it',
    [{ ...allow, Effect: 'Deny', Sid: 'Never' }],
    requestFor('do'),
    [
      'Denied by statement 0 "Never" of policy "p0"',
      'Deny, statement 0 "Never" of policy "p0", applies: Action "do" matches',
    ],
  ],
  [
    'which condition held, on what',
    [{ ...allow, Resource: 'r', ...ifTest }],
    requestFor('do', 'r', { env: ['dev'] }),
    [
      'Allowed by statement 0 of policy "p0"',
      'Allow, statement 0 of policy "p0", applies: Action "do" matches; Resource "r" matches; Is wants env to be "test" or "dev" and finds "dev"',
    ],
  ],
  ['that nothing allowed it', [], requestFor('do'), ['Denied: nothing in the identity policies allows it']],
  [
    'which condition failed, on what',
    [{ ...allow, ...ifTest }],
    requestFor('do', 'r', { env: ['prod'] }),
    [
      'Denied: nothing in the identity policies allows it',
      'Allow, statement 0 of policy "p0", does not apply: Is wants env to be "test" or "dev" and finds "prod"',
    ],
  ],
  [
    'all that does not fit',
    [{ ...allow, Action: 'undo', Resource: 's', ...ifTest }],
    requestFor('do'),
    [
      'Denied: nothing in the identity policies allows it',
      'Allow, statement 0 of policy "p0", does not apply: Action "undo" does not match; Resource "s" does not match; Is wants env to be "test" or "dev" and finds nothing',
    ],
  ],
  [
    'what is left out',
    [{ Effect: 'Allow', NotAction: ['do', 'undo'] }],
    requestFor('do'),
    [
      'Denied: nothing in the identity policies allows it',
      'Allow, statement 0 of policy "p0", does not apply: NotAction "do" or "undo" does not match',
    ],
  ],
  [
    'what is not known yet',
    [{ ...allow, Resource: 'r', ...ifTest }],
    requestFor('do', 'unknown', { env: 'unknown' }),
    [
      'Undecided: it depends on what is not known yet',
      'Allow, statement 0 of policy "p0", may apply: Resource "r" meets what is not known yet; Is wants env to be "test" or "dev" and finds what is not known yet',
    ],
  ],
])('tells %s', (_rule, statements, request, lines) => {
  expect(linesFor(statements, request)).toEqual(lines)
})
