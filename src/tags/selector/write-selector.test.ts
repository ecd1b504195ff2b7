import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { anySelector } from './any-selector.fixture.ts'
import { parseSelector } from './parse-selector.ts'
import { selectorLimits } from './selector.ts'
import { writeSelector } from './write-selector.ts'

test.each<[text: string, canonical: string]>([
  ['env=prod', 'env = prod'],
  ['not env = prod', 'env != prod'],
  ['not env != prod', 'not env != prod'],
  ['NOT owner EXISTS', 'owner missing'],
  ['team IN (core,"data")', 'team in (core, data)'],
  ['team in (core)', 'team = core'],
  ['not team in (a, b)', 'team not in (a, b)'],
  ["a = 'x y' or (b = '' and c != \"\")", 'a = "x y" or b = "" and c != ""'],
  ['(a exists or b exists) and (c exists and d exists)', '(a exists or b exists) and (c exists and d exists)'],
  ['not (a exists or b exists)', 'not (a exists or b exists)'],
  ['"And" = "say ""hi"""', '"And" = "say ""hi"""'],
  ['not @name ~ "^a b"', '@name !~ "^a b"'],
  ['not @tags = 3 and not @tags < 3', '@tags != 3 and not @tags < 3'],
  ['@created>2026-01-31T00:00Z', '@created > 2026-01-31'],
  ['@created > 2026-01-31T12:00Z', '@created > 2026-01-31T12:00:00.000Z'],
])('%j is written %j', (text, canonical) => {
  const parsed = parseSelector(text)
  expect(parsed.kind === 'selector' && writeSelector(parsed.selector)).toBe(canonical)
  expect(parseSelector(canonical)).toEqual(parsed)
})

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('and', 'In', 'prod', '@x', '"', "'", ''),
)
const selector = anySelector({
  key: text,
  value: text,
  cloud: text,
  tenant: text,
  region: text,
  created: fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) }),
})

test('what is written is read as the same selector', () => {
  fc.assert(
    fc.property(selector, (selector) => {
      const written = writeSelector(selector)
      fc.pre(written.length <= selectorLimits.lengthMax)
      const parsed = parseSelector(written)
      fc.pre(parsed.kind === 'selector' || !parsed.message.includes('at most'))
      expect({ written, parsed }).toEqual({ written, parsed: { kind: 'selector', selector } })
    }),
    { numRuns: 500 },
  )
})

test('any text is read or refused at a column within it', () => {
  const piece = fc.oneof(
    text,
    fc.constantFrom(' ', '(', ')', 'not ', ' and ', ' = ', ' ~ ', '@tags', '>=', 'a', '{9}', '!'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const whole = pieces.join('')
      const parsed = parseSelector(whole)
      if (parsed.kind === 'selector') return
      expect(parsed.column).toBeGreaterThanOrEqual(1)
      expect(parsed.column).toBeLessThanOrEqual([...whole].length + 1)
      expect(parsed.message).not.toBe('')
    }),
    { numRuns: 2000 },
  )
})
