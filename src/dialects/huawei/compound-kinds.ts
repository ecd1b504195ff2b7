import { isJsonObject, type JsonObject } from '../../access/strict-json.ts'
import { type Input, type ParameterKind, type ParameterKinds, readParameters } from './parameter-kind.ts'
import { WireError } from './wire-error.ts'

/** An array of `min` to `max` items. */
export function list<T>(
  item: ParameterKind<T>,
  { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number },
  error: WireError,
): ParameterKind<readonly T[]> {
  return {
    type: 'array',
    required: true,
    limits: countLimits(min, max),
    error,
    item,
    read(value) {
      if (!Array.isArray(value) || value.length < min || value.length > max) return error
      const items: T[] = []
      for (const each of value) {
        const read = item.read(each)
        if (read instanceof WireError) return read
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

/** An object with these members. */
export function record<P extends ParameterKinds>(members: P, error: WireError): ParameterKind<Input<P>> {
  const read = (value: unknown) =>
    isJsonObject(value) ? (readParameters(members, value) as Input<P> | WireError) : error
  return { ...recordLeftToChecks(members, error), read }
}

/** An object whose members are only described here: what they may be depends on others, so the operation checks them. */
export function recordLeftToChecks(members: ParameterKinds, error: WireError): ParameterKind<JsonObject> {
  return {
    type: 'object',
    required: true,
    limits: Object.keys(members).join(', '),
    error,
    members,
    read: (value) => (isJsonObject(value) ? value : error),
  }
}
