import { invalid, missing } from './errors.ts'
import type { Check, ParameterKind } from './parameter-kind.ts'
import type { WireError } from './wire-error.ts'

/** A text that must be there; it may be empty. */
export const requiredText: ParameterKind<string> = {
  type: 'String',
  required: true,
  read: (values, name) => values.get(name) ?? missing(name),
  checks: {},
}

/**
 * A text that may be absent; an empty one counts as absent, since clients send optional parameters empty.
 * @param shape what it must look like, if it is there
 * @param breach the error if it does not; by default the gateway's `Invalid{Param}`
 */
export function text(shape?: (value: string) => boolean, breach?: WireError): ParameterKind<string | undefined> {
  return { type: 'String', required: false, read: nonEmpty, checks: { shape: whenThere(shape, breach) } }
}

/** One of a few texts, compared exactly; absent and empty as for `text`. */
export function oneOf<T extends string>(values: readonly T[], breach?: WireError): ParameterKind<T | undefined> {
  return {
    type: 'String',
    required: false,
    values,
    read: nonEmpty as ParameterKind<T | undefined>['read'],
    checks: { choice: whenThere((value) => values.includes(value), breach) },
  }
}

/** One of a few texts that must be there. */
export function requiredOneOf<T extends string>(values: readonly T[], breach: WireError): ParameterKind<T> {
  return {
    type: 'String',
    required: true,
    values,
    read: requiredText.read as ParameterKind<T>['read'],
    checks: { choice: (value) => (values.includes(value) ? undefined : breach) },
  }
}

/** `true` or `false` in any letter case; undefined if absent or empty. */
export const flag: ParameterKind<boolean | undefined> = {
  type: 'Boolean',
  required: false,
  read(values, name) {
    const value = values.get(name)?.toLowerCase()
    if (value === undefined || value === '') return undefined
    return value === 'true' ? true : value === 'false' ? false : invalid(name)
  },
  checks: {},
}

/** A decimal integer from `min` to `max`; undefined if absent or empty. */
export function integer(min: number, max: number): ParameterKind<number | undefined> {
  return {
    type: 'Integer',
    required: false,
    min,
    max,
    read(values, name) {
      const value = values.get(name)
      if (value === undefined || value === '') return undefined
      return /^-?\d{1,15}$/.test(value) ? Number(value) : invalid(name)
    },
    checks: {
      shape: (value, name) => (value !== undefined && (value < min || value > max) ? invalid(name) : undefined),
    },
  }
}

function nonEmpty(values: ReadonlyMap<string, string>, name: string): string | undefined {
  return values.get(name) || undefined
}

function whenThere<T extends string>(holds?: (value: T) => boolean, breach?: WireError): Check<T | undefined> {
  return (value, name) => (value === undefined || !holds || holds(value) ? undefined : (breach ?? invalid(name)))
}
