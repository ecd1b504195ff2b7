import { invalid, missing } from './errors.ts'
import { type Breach, errorOf, type ParameterKind } from './parameter-kind.ts'

/** What a text must look like. */
export interface Shape {
  /** In words. */
  readonly limits: string
  readonly holds: (text: string) => boolean
}

/** A text that must be there; it may be empty. */
export const requiredText: ParameterKind<string> = {
  type: 'String',
  required: true,
  limits: '',
  unreadable: [missing],
  read: (values, name) => values.get(name) ?? missing(name),
  checks: [],
}

/** A text that must be there, with a shape; an empty one is there. */
export function requiredTextOf(shape: Shape, breach: Breach): ParameterKind<string> {
  return { ...requiredText, limits: shape.limits, checks: [{ phase: 'shape', holds: shape.holds, breach }] }
}

/** A text that may be absent; an empty one counts as absent, since clients send optional parameters empty. */
export function text(shape?: Shape, breach: Breach = invalid): ParameterKind<string | undefined> {
  return {
    type: 'String',
    required: false,
    limits: shape?.limits ?? '',
    unreadable: [],
    read: nonEmpty,
    checks: shape ? [{ phase: 'shape', holds: whereGiven(shape.holds), breach }] : [],
  }
}

/** One of a few texts, compared exactly; absent and empty as for `text`. */
export function oneOf<T extends string>(values: readonly T[], breach: Breach = invalid): ParameterKind<T | undefined> {
  return {
    type: 'String',
    required: false,
    limits: inWords(values),
    unreadable: [],
    read: nonEmpty as ParameterKind<T | undefined>['read'],
    checks: [{ phase: 'choice', holds: whereGiven((value: T) => values.includes(value)), breach }],
  }
}

/** One of a few texts that must be there. */
export function requiredOneOf<T extends string>(values: readonly T[], breach: Breach): ParameterKind<T> {
  return {
    type: 'String',
    required: true,
    limits: inWords(values),
    unreadable: [missing],
    read: requiredText.read as ParameterKind<T>['read'],
    checks: [{ phase: 'choice', holds: (value) => values.includes(value), breach }],
  }
}

/** `true` or `false` in any letter case; undefined if absent or empty. */
export const flag: ParameterKind<boolean | undefined> = {
  type: 'Boolean',
  required: false,
  limits: inWords(['true', 'false']),
  unreadable: [invalid],
  read(values, name) {
    const value = values.get(name)?.toLowerCase()
    if (value === undefined || value === '') return undefined
    return value === 'true' ? true : value === 'false' ? false : invalid(name)
  },
  checks: [],
}

const decimal = /^-?\d{1,15}$/

/** A decimal integer from `min` to `max`; undefined if absent or empty. */
export function integer(min: number, max: number, breach: Breach = invalid): ParameterKind<number | undefined> {
  return {
    type: 'Integer',
    required: false,
    limits: `${min} to ${max}`,
    unreadable: [breach],
    read(values, name) {
      const value = nonEmpty(values, name)
      if (value === undefined) return undefined
      return decimal.test(value) ? Number(value) : errorOf(breach, name)
    },
    checks: [{ phase: 'shape', holds: whereGiven((value) => value >= min && value <= max), breach }],
  }
}

function nonEmpty(values: ReadonlyMap<string, string>, name: string): string | undefined {
  return values.get(name) || undefined
}

function whereGiven<T>(holds: (value: T) => boolean): (value: T | undefined) => boolean {
  return (value) => value === undefined || holds(value)
}

function inWords(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ')
}
