import { record } from '../compound-kinds.ts'
import { iamErrors } from '../errors.ts'
import type { Input, ParameterKind, ParameterKinds } from '../parameter-kind.ts'
import { optional, text } from '../scalar-kinds.ts'
import { WireError } from '../wire-error.ts'

const malformed = iamErrors.malformed

/** What names something: its id, its name or both. */
export interface Reference {
  readonly id?: string | undefined
  readonly name?: string | undefined
}

/** The name or the id of something in IAM. */
export const name = text({ max: 255 }, malformed)

/** An object with an `id`, a `name` or both, and with these members. One with neither would mean whatever comes first. */
export function referenceWith<P extends ParameterKinds>(members: P): ParameterKind<Reference & Input<P>> {
  const kind = record({ id: optional(name), name: optional(name), ...members }, malformed)
  function read(value: unknown) {
    const reference = kind.read(value) as (Reference & Input<P>) | WireError
    if (reference instanceof WireError) return reference
    return reference.id === undefined && reference.name === undefined ? malformed : reference
  }
  return { ...kind, read }
}

/** Names a domain, by id or by name. */
export const domain = optional(referenceWith({}))

/** Whether `reference`, absent included, may mean the thing with this id and name. */
export function refersTo(reference: Reference | undefined, thing: { readonly id: string; readonly name: string }) {
  const { id = thing.id, name = thing.name } = reference ?? {}
  return id === thing.id && name === thing.name
}
