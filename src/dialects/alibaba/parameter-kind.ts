import { WireError } from '../wire-error.ts'

/** The order in which parameters are checked: each phase over all of them, in the order they are declared in. */
export const phases = ['presence', 'choice', 'count', 'duplicates', 'shape'] as const

export type Phase = (typeof phases)[number]

/** The error of a breach, or what makes it of the parameter's name on the wire. */
export type Breach = WireError | ((name: string) => WireError)

/** One thing that a value must be. */
export interface ParameterCheck<T> {
  readonly phase: Phase
  readonly holds: (value: T) => boolean
  readonly breach: Breach
}

/** How a parameter is written, what it may be, and the error that each breach gives. Help is read off it. */
export interface ParameterKind<T> {
  readonly type: 'String' | 'Boolean' | 'Integer' | 'RepeatList'
  readonly required: boolean
  /** In words: `1 to 100`. */
  readonly limits: string
  /** Of the objects in a list. */
  readonly members?: readonly string[]
  /** What `read` may refuse with. */
  readonly unreadable: readonly Breach[]
  /** Takes the value out of the parameters; refuses one that is not written as `type` is. */
  readonly read: (values: ReadonlyMap<string, string>, name: string) => T | WireError
  readonly checks: readonly ParameterCheck<T>[]
}

// biome-ignore lint/suspicious/noExplicitAny: a check takes what its own kind reads; no common supertype says so
export type ParameterKinds = Readonly<Record<string, ParameterKind<any>>>

/** What is read for a set of parameters. */
export type Input<P extends ParameterKinds> = {
  readonly [Name in keyof P]: P[Name] extends ParameterKind<infer T> ? T : never
}

export function errorOf(breach: Breach, name: string): WireError {
  return breach instanceof WireError ? breach : breach(name)
}

interface WithBreaches {
  readonly unreadable: readonly Breach[]
  readonly checks: readonly { readonly breach: Breach }[]
}

/** Every error that a parameter of this kind can give, once each. */
export function errorsOf({ unreadable, checks }: WithBreaches, name: string): readonly WireError[] {
  const breaches = [...unreadable, ...checks.map(({ breach }) => breach)]
  return [...new Map(breaches.map((breach) => [errorOf(breach, name).code, errorOf(breach, name)])).values()]
}
