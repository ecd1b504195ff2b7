import type { Principal } from '../../store/identity.ts'
import type { Json } from '../../store/instance.ts'
import type { Provenance, Store } from '../../store/store.ts'
import { type Input, type ParameterKinds, phases } from './parameter-kind.ts'
import { isWireError, type WireError } from './wire-error.ts'

/** Members of a good answer beside `RequestId`. */
export type Members = { readonly [member: string]: Json }

/** What RAM documents for an operation. */
export interface RequiredAccess {
  /** What a policy names: `kvstore:UntagResources`. */
  readonly action: string
  readonly level: 'create' | 'delete' | 'update' | 'list' | 'get'
  /** What it is needed on, one for each value of a parameter named in braces; `*` where no resource can be named. */
  readonly resource: string
}

/** A call that is let in: who asks, when, and where the data is. */
export interface Call {
  readonly store: Store
  /** The account whose instances the call sees. */
  readonly account: string
  readonly principal: Principal
  readonly provenance: Provenance
  readonly provisioningMs: number
}

/** All that is known about an operation, in one value. */
export interface OperationDefinition<P extends ParameterKinds> {
  readonly name: string
  /** The document that this is made after. */
  readonly docs: string
  readonly access: RequiredAccess
  readonly parameters: P
  /** The errors of its own that are documented, in the order of the page. */
  readonly errors: readonly WireError[]
  /** What no parameter can tell alone; without a look-up. */
  readonly check?: (input: Input<P>) => WireError | undefined
  readonly run: (input: Input<P>, call: Call) => Promise<Members | WireError>
}

/** An operation as the dialect handles it: the types of its parameters stay inside. */
export interface Operation extends Omit<OperationDefinition<ParameterKinds>, 'check' | 'run'> {
  /** Reads and checks the parameters; no look-up. @returns what is left to do, or why not */
  readonly prepare: (values: ReadonlyMap<string, string>) => Prepared | WireError
}

export interface Prepared {
  readonly run: (call: Call) => Promise<Members | WireError>
}

/** Makes an operation of what is known about it. */
export function operation<const P extends ParameterKinds>(definition: OperationDefinition<P>): Operation {
  const { check, run, ...known } = definition
  const kinds = Object.entries(definition.parameters)
  const checks = phases.flatMap((phase) =>
    kinds.flatMap(([name, kind]) => (kind.checks[phase] ? [{ name, check: kind.checks[phase] }] : [])),
  )

  function read(values: ReadonlyMap<string, string>): Input<P> | WireError {
    const input: Record<string, unknown> = {}
    for (const [name, kind] of kinds) {
      const value: unknown = kind.read(values, name)
      if (typeof value === 'object' && value !== null && isWireError(value)) return value
      input[name] = value
    }
    return input as Input<P>
  }

  return {
    ...known,
    prepare(values) {
      const input = read(values)
      if (isWireError(input)) return input
      for (const { name, check } of checks) {
        const breach = check(input[name], name)
        if (breach) return breach
      }
      return check?.(input) ?? { run: (call) => run(input, call) }
    },
  }
}
