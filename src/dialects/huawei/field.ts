import { isShortText } from '../../tags/tag-rules.ts'
import { Refusal } from './errors.ts'
import { isJsonObject, type JsonObject } from './strict-json.ts'

/** A member of a body or of a query: how its documentation reads, and how a value received becomes one to work with. */
export interface Field<T> {
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  readonly mandatory: boolean
  /** Its limits in words: `1 to 100`. */
  readonly limits: string
  /** The error of a breach. */
  readonly refusal: Refusal
  /** What an array holds. */
  readonly item?: Field<unknown>
  /** The members of an object. */
  readonly fields?: Fields
  /** @param value as received; undefined where it is absent */
  read(value: unknown): T | Refusal
}

/** Fields by their wire names. */
export type Fields = { readonly [name: string]: Field<unknown> }

/** What reading `F` gives. */
export type Read<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** Reads each field in turn; the first breach is the answer. Members without a field are ignored. */
export function readFields(fields: Fields, values: JsonObject): Record<string, unknown> | Refusal {
  const read: Record<string, unknown> = {}
  for (const name in fields) {
    const value = fields[name]?.read(Object.hasOwn(values, name) ? values[name] : undefined)
    if (value instanceof Refusal) return value
    read[name] = value
  }
  return read
}

/** Text of `min` to `max` code points that `pattern`, where given, holds for. */
export function text(
  { min = 1, max, pattern, limits }: { min?: number; max: number; pattern?: RegExp; limits?: string },
  refusal: Refusal,
): Field<string> {
  const fits = (value: string) => value.length >= min && isShortText(value, max) && (pattern?.test(value) ?? true)
  return {
    type: 'string',
    mandatory: true,
    limits: limits ?? `${min} to ${max} characters`,
    refusal,
    read: (value) => (typeof value === 'string' && fits(value) ? value : refusal),
  }
}

/** One of `choices`, in this letter case. */
export function oneOf<const T extends string>(choices: readonly T[], refusal: Refusal): Field<T> {
  return {
    type: 'string',
    mandatory: true,
    limits: choices.map((choice) => `\`${choice}\``).join(', '),
    refusal,
    read: (value) => choices.find((choice) => choice === value) ?? refusal,
  }
}

const decimal = /^\d{1,9}$/

/** A whole number from `min` to `max`, or its decimal digits as text: clients send either. */
export function integer({ min, max }: { min: number; max: number }, refusal: Refusal): Field<number> {
  return {
    type: 'integer',
    mandatory: true,
    limits: `${min} to ${max}`,
    refusal,
    read(value) {
      const number = typeof value === 'string' && decimal.test(value) ? Number(value) : value
      const fits = typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max
      return fits ? number : refusal
    },
  }
}

/** `true` or `false`, or the same as text, as a query has it. */
export function flag(refusal: Refusal): Field<boolean> {
  return {
    type: 'boolean',
    mandatory: true,
    limits: '`true`, `false`',
    refusal,
    read: (value) => (String(value) === 'true' ? true : String(value) === 'false' ? false : refusal),
  }
}

/** An array of `min` to `max` items. */
export function list<T>(
  item: Field<T>,
  { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number },
  refusal: Refusal,
): Field<readonly T[]> {
  return {
    type: 'array',
    mandatory: true,
    limits: countLimits(min, max),
    refusal,
    item,
    read(value) {
      if (!Array.isArray(value) || value.length < min || value.length > max) return refusal
      const items: T[] = []
      for (const each of value) {
        const read = item.read(each)
        if (read instanceof Refusal) return read
        items.push(read)
      }
      return items
    },
  }
}

function countLimits(min: number, max: number): string {
  if (min === max) return `exactly ${min}`
  if (max < Number.POSITIVE_INFINITY) return `${min} to ${max} items`
  return min > 0 ? `at least ${min}` : ''
}

/** An object with these fields. */
export function record<F extends Fields>(fields: F, refusal: Refusal): Field<Read<F>> {
  const read = (value: unknown) => (isJsonObject(value) ? (readFields(fields, value) as Read<F> | Refusal) : refusal)
  return { ...recordLeftToRules(fields, refusal), read }
}

/** An object whose fields are only described here: what they may be depends on others, so rules check them. */
export function recordLeftToRules(fields: Fields, refusal: Refusal): Field<JsonObject> {
  return {
    type: 'object',
    mandatory: true,
    limits: Object.keys(fields).join(', '),
    refusal,
    fields,
    read: (value) => (isJsonObject(value) ? value : refusal),
  }
}

/** May be absent or null: then it is undefined. */
export function optional<T>(field: Field<T>): Field<T | undefined> {
  return { ...field, mandatory: false, read: (value) => (value == null ? undefined : field.read(value)) }
}

/** May be absent or null: then it is `fallback`. */
export function withDefault<T>(field: Field<T>, fallback: T): Field<T> {
  return {
    ...field,
    mandatory: false,
    limits: `${field.limits}; default ${JSON.stringify(fallback)}`,
    read: (value) => (value == null ? fallback : field.read(value)),
  }
}
