import type { WireError } from './wire-error.ts'

/** The order in which parameters are checked: each phase over all of them, in the order they are declared in. */
export const phases = ['presence', 'choice', 'count', 'duplicates', 'shape'] as const

export type Phase = (typeof phases)[number]

/** A check of one value. @param name of the parameter on the wire */
export type Check<T> = (value: T, name: string) => WireError | undefined

/** How a parameter is written, what it may be, and the error that each breach gives. Help is read off it. */
export interface ParameterKind<T> {
  readonly type: 'String' | 'Boolean' | 'Integer' | 'RepeatList'
  readonly required: boolean
  /** The values it may have, where they are few. */
  readonly values?: readonly string[]
  /** How many members a list may have. */
  readonly countMax?: number
  /** Bounds of an integer. */
  readonly min?: number
  readonly max?: number
  /** Takes the value out of the parameters; refuses one that is not written as `type` is. */
  readonly read: (values: ReadonlyMap<string, string>, name: string) => T | WireError
  readonly checks: { readonly [P in Phase]?: Check<T> }
}

// biome-ignore lint/suspicious/noExplicitAny: a check takes what its own kind reads; no common supertype says so
export type ParameterKinds = Readonly<Record<string, ParameterKind<any>>>

/** What is read for a set of parameters. */
export type Input<P extends ParameterKinds> = {
  readonly [Name in keyof P]: P[Name] extends ParameterKind<infer T> ? T : never
}
