import type { TextTest } from '../../../tags/selector/selector.ts'
import type { StatementText } from './search-statement.ts'

/** That a column passes a test; a pattern was resolved before. */
export function passesTest(column: string, test: TextTest, statement: StatementText): string {
  switch (test.kind) {
    case 'is':
      return isOneOf(column, test.values, statement)
    case 'begins':
      return beginsWith(column, test.text, statement)
    case 'contains':
      return statement.flavour.contains(column, statement.add(test.text))
    case 'matches':
      throw new Error(`The pattern ${test.pattern} was not resolved`)
  }
}

/** As a range, which an index finds. */
export function beginsWith(column: string, beginning: string, statement: StatementText): string {
  const end = firstBehind(beginning)
  const begins = `${column} >= ${statement.add(beginning)}`
  return end === undefined ? begins : `${begins} and ${column} < ${statement.add(end)}`
}

export function isOneOf(column: string, values: readonly string[], statement: StatementText): string {
  const [first, second] = values
  if (first === undefined) return 'false'
  if (second === undefined) return `${column} = ${statement.add(first)}`
  return statement.flavour.isAmong(column, statement.add([...new Set(values)]))
}

/** The first text, in code point order, behind all that begin with `beginning`; undefined if none is. */
export function firstBehind(beginning: string): string | undefined {
  const points = Array.from(beginning, (character) => character.codePointAt(0) ?? 0)
  while (points.at(-1) === 0x10ffff) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
}
