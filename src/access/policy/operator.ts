import type { Found, Truth } from './request.ts'

/** Whether a value found in a request fits one that the policy wants. A value that cannot be read fits none. */
export type ValueTest = (found: string) => boolean

/** Something of a policy document that cannot be read; `problem` says how to write it. */
export interface Unreadable {
  readonly problem: string
}

/** Makes the test of a value as the policy writes it. */
export type ReadWanted = (wanted: string) => ValueTest | Unreadable

/** How a condition compares: all that vendors do differently is in these members. */
export interface Operator {
  readonly read: ReadWanted
  /** Whether a found value passes if it fits none of the wanted ones, instead of one. */
  readonly negated: boolean
  /** Which of the found values have to pass. */
  readonly passing: 'any' | 'all'
  /** What it comes to where the request has no such key. */
  readonly ifAbsent: boolean
  /** What is compared: the values of the key, or whether the key is absent, as `true` or `false`. */
  readonly subject: 'values' | 'absence'
}

/** Whether `found` satisfies the operator with its wanted values. */
export function satisfies(operator: Operator, tests: readonly ValueTest[], found: Found): Truth {
  if (found === 'unknown') return 'unknown'
  if (operator.subject === 'absence') return passes(operator, tests, String(isAbsent(found)))
  if (isAbsent(found)) return operator.ifAbsent
  const decisive = operator.passing === 'any'
  for (const value of found) if (passes(operator, tests, value) === decisive) return decisive
  return !decisive
}

function isAbsent(found: readonly string[] | undefined): found is undefined {
  return found === undefined || found.length === 0
}

function passes({ negated }: Operator, tests: readonly ValueTest[], value: string): boolean {
  for (const fits of tests) if (fits(value)) return !negated
  return negated
}
