import { isShortText } from '../../tags/tag-rules.ts'
import type { ParameterKind } from './parameter-kind.ts'
import type { WireError } from './wire-error.ts'

/** Text of `min` to `max` code points that `pattern`, where given, holds for. */
export function text(
  { min = 1, max, pattern, limits }: { min?: number; max: number; pattern?: RegExp; limits?: string },
  error: WireError,
): ParameterKind<string> {
  const fits = (value: string) => value.length >= min && isShortText(value, max) && (pattern?.test(value) ?? true)
  return {
    type: 'string',
    required: true,
    limits: limits ?? `${min} to ${max} characters`,
    error,
    read: (value) => (typeof value === 'string' && fits(value) ? value : error),
  }
}

/** One of `choices`, in this letter case. */
export function oneOf<const T extends string>(choices: readonly T[], error: WireError): ParameterKind<T> {
  return {
    type: 'string',
    required: true,
    limits: choices.map((choice) => `\`${choice}\``).join(', '),
    error,
    read: (value) => choices.find((choice) => choice === value) ?? error,
  }
}

const decimal = /^\d{1,9}$/

/** A whole number from `min` to `max`, or its decimal digits as text: clients send either. */
export function integer({ min, max }: { min: number; max: number }, error: WireError): ParameterKind<number> {
  return {
    type: 'integer',
    required: true,
    limits: `${min} to ${max}`,
    error,
    read(value) {
      const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value
      const fits = typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max
      return fits ? number : error
    },
  }
}

/** `true` or `false`, or the same as text, as a query has it. */
export function flag(error: WireError): ParameterKind<boolean> {
  return {
    type: 'boolean',
    required: true,
    limits: '`true`, `false`',
    error,
    read: (value) => (String(value) === 'true' ? true : String(value) === 'false' ? false : error),
  }
}

/** Must be there: else it is `error`, not the error of what is there. */
export function required<T>(kind: ParameterKind<T>, error: WireError): ParameterKind<T> {
  return { ...kind, read: (value) => (value === undefined ? error : kind.read(value)) }
}

/** May be absent or null: then it is undefined. */
export function optional<T>(kind: ParameterKind<T>): ParameterKind<T | undefined> {
  return { ...kind, required: false, read: (value) => (value == null ? undefined : kind.read(value)) }
}

/** May be absent or null: then it is `fallback`. */
export function withDefault<T>(kind: ParameterKind<T>, fallback: T): ParameterKind<T> {
  return {
    ...kind,
    required: false,
    limits: `${kind.limits}; default ${JSON.stringify(fallback)}`,
    read: (value) => (value == null ? fallback : kind.read(value)),
  }
}
