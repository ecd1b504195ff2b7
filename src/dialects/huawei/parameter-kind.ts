import type { JsonObject } from '../../access/strict-json.ts'
import { WireError } from './wire-error.ts'

/** How a parameter of a body or of a query is written, what it may be, and the error of a breach. Help is read off it. */
export interface ParameterKind<T> {
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  readonly required: boolean
  /** In words: `1 to 100`. */
  readonly limits: string
  /** The error of a breach. */
  readonly error: WireError
  /** What an array holds. */
  readonly item?: ParameterKind<unknown>
  /** What an object holds. */
  readonly members?: ParameterKinds
  /** @param value as received; undefined where it is absent */
  read(value: unknown): T | WireError
}

/** Parameters by their wire names. */
export type ParameterKinds = { readonly [name: string]: ParameterKind<unknown> }

/** What is read for a set of parameters. */
export type Input<P extends ParameterKinds> = {
  readonly [Name in keyof P]: P[Name] extends ParameterKind<infer T> ? T : never
}

/** Reads each parameter in turn; the first breach is the answer. What is not declared is ignored. */
export function readParameters(kinds: ParameterKinds, values: JsonObject): Record<string, unknown> | WireError {
  const input: Record<string, unknown> = {}
  for (const name in kinds) {
    const value = kinds[name]?.read(Object.hasOwn(values, name) ? values[name] : undefined)
    if (value instanceof WireError) return value
    input[name] = value
  }
  return input
}
