import { iamErrors } from '../errors.ts'
import { optional, record, text } from '../field.ts'

/** The name or the id of something in IAM. */
export const name = text({ max: 255 }, iamErrors.malformed)

/** Names a domain, by id or by name. */
export const reference = optional(record({ id: optional(name), name: optional(name) }, iamErrors.malformed))

/** A reference as read. */
export interface Reference {
  readonly id?: string | undefined
  readonly name?: string | undefined
}

/** Whether `reference`, absent included, may mean the thing with this id and name. */
export function refersTo(reference: Reference | undefined, thing: { readonly id: string; readonly name: string }) {
  const { id = thing.id, name = thing.name } = reference ?? {}
  return id === thing.id && name === thing.name
}
