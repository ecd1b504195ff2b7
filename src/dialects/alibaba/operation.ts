import type { ActionNames } from '../../access/policy/request.ts'
import type { Json } from '../../store/instance.ts'
import type { Tag } from '../../tags/tag.ts'
import type { RequiredAccess } from '../required-access.ts'
import { WireError } from '../wire-error.ts'
import type { Call } from './call.ts'
import { errorOf, type Input, type ParameterKinds, phases } from './parameter-kind.ts'
import type { RamFacts } from './policy/ram-context.ts'
import { ramAction } from './policy/ram-request.ts'
import type { Product } from './products.ts'
import { type Target, targetReader } from './targets.ts'

/** Members of a good answer beside `RequestId`. */
export type Members = { readonly [member: string]: Json }

/** A check of the parameters beyond what each can tell alone; without a look-up. */
export type Check<Input> = (input: Input, call: Call) => WireError | undefined

/** What a caller needs, ready to decide on. */
export interface Permission {
  /** `kvstore:UntagResources` */
  readonly name: string
  readonly action: ActionNames
  readonly targetsOf: (input: unknown, account: string) => readonly Target[]
  /** The tags that a call would attach. */
  readonly requestTags: (input: unknown) => readonly Tag[]
  /** Condition keys that only this operation has; absent where there are none. */
  readonly ownFacts: OwnFacts<unknown> | undefined
}

/** What a call tells the condition keys of its operation. */
type OwnFacts<Input> = (input: Input, call: Call) => Pick<RamFacts, 'externalId' | 'sourceIdentity'>

/** All that is known about one operation of the API: checks, access and documentation are read off it. */
export interface Operation {
  readonly name: string
  readonly product: Product
  /** The document that this is made after. */
  readonly docs: string
  /** Parameters in braces stand for each of their values, `{account}` for the caller's, `{region}` for the instance's. */
  readonly access: RequiredAccess
  /** Whether its answer is credentials. */
  readonly issuesCredentials: boolean
  /** Read off `access`; undefined where every caller may. */
  readonly permission: Permission | undefined
  readonly parameters: ParameterKinds
  /** Reads the parameters and checks each; the first breach is the answer. */
  readonly read: (values: ReadonlyMap<string, string>) => object | WireError
  /** Checked in this order, after the parameters. */
  readonly checks: readonly Check<unknown>[]
  /** The errors of its own that are documented, in the order of the page. */
  readonly errors: readonly WireError[]
  readonly run: (input: unknown, call: Call) => Promise<Members | WireError>
}

/** What has to be said about an operation; the lists are empty where nothing is. */
interface Definition<P extends ParameterKinds> extends Pick<Operation, 'name' | 'product' | 'docs' | 'access'> {
  readonly issuesCredentials?: true
  readonly parameters?: P
  readonly checks?: readonly Check<Input<P>>[]
  readonly errors?: readonly WireError[]
  /** The tags that it would attach. */
  readonly requestTags?: (input: Input<P>) => readonly Tag[]
  readonly ownFacts?: OwnFacts<Input<P>>
  readonly run: (input: Input<P>, call: Call) => Promise<Members | WireError>
}

type None = Record<never, never>

/** Ties what checks and `run` receive to the parameters declared; in the list of operations those types are forgotten. */
export function operation<const P extends ParameterKinds = None>(definition: Definition<P>): Operation {
  const { name, product, docs, access, issuesCredentials = false, parameters = {}, errors = [] } = definition
  return {
    name,
    product,
    docs,
    access,
    issuesCredentials,
    permission: permissionOf(definition as Definition<ParameterKinds>),
    parameters,
    read: readerOf(parameters),
    checks: (definition.checks ?? []) as readonly Check<unknown>[],
    errors,
    run: definition.run as Operation['run'],
  }
}

function permissionOf({
  access: { action, resources },
  requestTags = () => [],
  ownFacts,
}: Definition<ParameterKinds>): Permission | undefined {
  if (action === undefined) return undefined
  return {
    name: action,
    action: ramAction(action),
    targetsOf: targetReader(resources),
    requestTags: requestTags as Permission['requestTags'],
    ownFacts: ownFacts as Permission['ownFacts'],
  }
}

/** All parameters are read before the first is checked. */
function readerOf(parameters: ParameterKinds): Operation['read'] {
  const kinds = Object.entries(parameters)
  const checks = phases.flatMap((phase) =>
    kinds.flatMap(([name, kind]) =>
      kind.checks.filter((check) => check.phase === phase).map((check) => ({ name, ...check })),
    ),
  )
  return (values) => {
    const input: Record<string, unknown> = {}
    for (const [name, kind] of kinds) {
      const value: unknown = kind.read(values, name)
      if (value instanceof WireError) return value
      input[name] = value
    }
    for (const { name, holds, breach } of checks) if (!holds(input[name])) return errorOf(breach, name)
    return input
  }
}
