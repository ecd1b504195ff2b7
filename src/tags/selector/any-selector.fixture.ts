import * as fc from 'fast-check'
import type { Comparison, NumberTerm, Selector, Term, TextAttribute, TextTest } from './selector.ts'

/** What to draw the texts of a selector from. */
export interface SelectorTexts {
  readonly key: fc.Arbitrary<string>
  readonly value: fc.Arbitrary<string>
  readonly cloud: fc.Arbitrary<string>
  readonly tenant: fc.Arbitrary<string>
  readonly region: fc.Arbitrary<string>
  readonly created: fc.Arbitrary<number>
}

const pattern = fc.constantFrom(
  '^p',
  'p',
  'p|9',
  '^(prod|test)$',
  '^$',
  '9+',
  '(?i)^P',
  '[^p]',
  '.',
  'e$',
  '^t.*t$',
  '',
)
const comparison = fc.constantFrom<Comparison>('=', '<', '<=', '>', '>=')
const ordering = fc.constantFrom<Comparison>('<', '<=', '>', '>=')

/** Selectors as the parser makes them. */
export function anySelector(texts: SelectorTexts): fc.Arbitrary<Selector> {
  return fc.letrec<{ selector: Selector }>((tie) => ({
    selector: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 3, arbitrary: anyTerm(texts) },
      { weight: 1, arbitrary: tie('selector').map((part): Selector => ({ kind: 'not', part })) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom<'and' | 'or'>('and', 'or'), fc.array(tie('selector'), { minLength: 2, maxLength: 4 }))
          .map(([kind, parts]): Selector => ({ kind, parts })),
      },
    ),
  })).selector
}

function anyTerm(texts: SelectorTexts): fc.Arbitrary<Term> {
  const { key, value, cloud, tenant, region, created } = texts
  const attribute = (name: TextAttribute, text: fc.Arbitrary<string>): fc.Arbitrary<Term> =>
    anyTest(text).map((test) => ({ kind: 'text', subject: { attribute: name }, test }))
  const number = (name: NumberTerm['attribute'], operator: fc.Arbitrary<Comparison>, of: fc.Arbitrary<number>) =>
    fc.tuple(operator, of).map(([operator, value]): Term => ({ kind: 'number', attribute: name, operator, value }))
  return fc.oneof(
    { weight: 2, arbitrary: key.map((key): Term => ({ kind: 'exists', key })) },
    {
      weight: 8,
      arbitrary: fc.tuple(key, anyTest(value)).map(([tag, test]): Term => ({ kind: 'text', subject: { tag }, test })),
    },
    attribute('name', value),
    attribute('id', fc.constantFrom('a0', 'b', '1', '😀')),
    attribute('cloud', cloud),
    attribute('tenant', tenant),
    attribute('region', region),
    number('tags', comparison, fc.nat(5)),
    number('created', ordering, created),
  )
}

function anyTest(text: fc.Arbitrary<string>): fc.Arbitrary<TextTest> {
  return fc.oneof(
    fc.array(text, { minLength: 1, maxLength: 3 }).map((values): TextTest => ({ kind: 'is', values })),
    text.map((text): TextTest => ({ kind: 'begins', text })),
    text.map((text): TextTest => ({ kind: 'contains', text })),
    pattern.map((pattern): TextTest => ({ kind: 'matches', pattern })),
  )
}
