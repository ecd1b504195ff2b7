import { addressTest } from './address-test.ts'
import { foldCase } from './fold-case.ts'
import { parseInstant } from './instant.ts'
import type { Operator, ReadWanted, Unreadable, ValueTest } from './operator.ts'
import { compileWildcard } from './wildcard.ts'

/** An operator by its name in a policy language. */
export type Operators = Readonly<Record<string, Operator>>

/** Holds if a found value fits one of the wanted ones; never for an absent key. */
export function positive(read: ReadWanted): Operator {
  return { read, negated: false, passing: 'any', ifAbsent: false, subject: 'values' }
}

/** Holds if no found value fits any of the wanted ones. @param ifAbsent whether it holds for an absent key */
export function negative(read: ReadWanted, ifAbsent: boolean): Operator {
  return { read, negated: true, passing: 'all', ifAbsent, subject: 'values' }
}

/** Holds if the key is absent, for `true`, or present, for `false`. */
export const absence: Operator = { ...positive(readBoolean), subject: 'absence' }

/** The operators given, each also with the suffix `IfExists`: it holds as well where the key is absent. */
export function withIfExists(operators: Operators): Operators {
  return { ...operators, ...variants(operators, (name) => `${name}IfExists`, { ifAbsent: true }) }
}

/**
 * The operators given, each also with the prefixes for keys of several values: `ForAllValues:` holds if each of the
 * values passes, and so for an absent key; `ForAnyValue:` if one of them does.
 */
export function withQuantifiers(operators: Operators): Operators {
  return {
    ...operators,
    ...variants(operators, (name) => `ForAllValues:${name}`, { passing: 'all', ifAbsent: true }),
    ...variants(operators, (name) => `ForAnyValue:${name}`, { passing: 'any', ifAbsent: false }),
  }
}

function variants(operators: Operators, rename: (name: string) => string, change: Partial<Operator>): Operators {
  return Object.fromEntries(
    Object.entries(operators).map(([name, operator]) => [rename(name), { ...operator, ...change }]),
  )
}

export const readText: ReadWanted = (wanted) => (found) => found === wanted

export const readTextIgnoringCase: ReadWanted = (wanted) => {
  const folded = wanted.toLowerCase()
  return (found) => foldCase(found) === folded
}

export const readPattern: ReadWanted = compileWildcard
export const readPrefix: ReadWanted = (wanted) => (found) => found.startsWith(wanted)
export const readSuffix: ReadWanted = (wanted) => (found) => found.endsWith(wanted)
export const readAddress: ReadWanted = addressTest

/** `true` or `false`, in any letter case. */
export function readBoolean(wanted: string): ValueTest | Unreadable {
  const folded = wanted.toLowerCase()
  if (folded !== 'true' && folded !== 'false') return { problem: `Write "true" or "false" instead of "${wanted}"` }
  return (found) => found.toLowerCase() === folded
}

/** How a found figure relates to a wanted one. */
export type Relation = (found: number, wanted: number) => boolean

export const relations = {
  Equals: (found, wanted) => found === wanted,
  LessThan: (found, wanted) => found < wanted,
  LessThanEquals: (found, wanted) => found <= wanted,
  GreaterThan: (found, wanted) => found > wanted,
  GreaterThanEquals: (found, wanted) => found >= wanted,
} satisfies Record<string, Relation>

/** A decimal number: `10`, `-0.5`. */
export function readNumber(relation: Relation): ReadWanted {
  return figures(parseNumber, relation, (wanted) => `Write a decimal number instead of "${wanted}"`)
}

/** A time in ISO 8601: `2026-01-31T08:00:00Z`. */
export function readDate(relation: Relation): ReadWanted {
  return figures(parseInstant, relation, (wanted) => `Write a time as "2026-01-31T08:00:00Z" instead of "${wanted}"`)
}

const decimal = /^-?\d{1,15}(\.\d{1,15})?$/

function parseNumber(text: string): number | undefined {
  return decimal.test(text) ? Number(text) : undefined
}

function figures(
  parse: (text: string) => number | undefined,
  relation: Relation,
  problem: (wanted: string) => string,
): ReadWanted {
  return (text) => {
    const wanted = parse(text)
    if (wanted === undefined) return { problem: problem(text) }
    return (value) => {
      const found = parse(value)
      return found !== undefined && relation(found, wanted)
    }
  }
}
