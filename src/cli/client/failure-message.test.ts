import { describe, expect, test } from 'vitest'
import type { ApiErrorBody } from './api-failure.ts'
import { failureMessage } from './failure-message.ts'

const refused = { code: 'Refused', message: 'Not so', requestId: 'request-1' }
const linesOf = (more: Partial<ApiErrorBody>, where?: string) =>
  failureMessage({ ...refused, ...more }, where).split('\n')

describe('a selector has a caret below its column', () => {
  test.each([
    ['env = ', 7, '        ^'],
    ['环境 = and', 6, '         ^'],
    ['env = prod\nteam', 12, '             ^'],
  ])('%j at %i', (where, column, caret) => {
    expect(linesOf({ column }, where).at(-1)).toBe(caret)
  })

  test('and is shown without what a terminal would obey', () => {
    expect(linesOf({ column: 1 }, '\u001b[2Jenv')).toEqual(['Not so', '', '  �[2Jenv', '  ^'])
  })
})

test('a denial tells what it needs', () => {
  expect(linesOf({ action: 'x:Tag', resource: 'r-1' })).toEqual(['Not so (Refused)', 'It needs x:Tag on r-1'])
})

test('what moved in between is told, the first ten of it', () => {
  const change = { cloud: 'c', tenant: 't', revision: 7, region: 'r', key: 'env', before: 'a', after: 'b' }
  const made = { actor: 'ada', operation: 'o', requestId: 'q', at: '2026-01-31T00:00:00.000Z' }
  const changes = Array.from({ length: 12 }, (_, n) => ({ ...change, ...made, instance: `i${n}` }))
  const lines = linesOf({ changes })
  expect(lines[1]).toBe('  i0  env: a → b, revision 7 by ada')
  expect(lines).toHaveLength(12)
  expect(lines.at(-1)).toBe('  … 2 more')
})

test('what was done by then is told, with how to undo it', () => {
  expect(linesOf({ applied: [{ cloud: 'c', tenant: 't', instances: 3, tags: 3 }] }).slice(1)).toEqual([
    'Before that, it was done to',
    '  c t: 3 instances',
    'Undo that with "tagplane undo request-1"',
  ])
})
