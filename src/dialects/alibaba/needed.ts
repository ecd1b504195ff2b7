import assert from 'node:assert/strict'
import type { ActionNames } from '../../access/policy/request.ts'
import type { Operation } from './operation.ts'

/** An action, and what it is needed on, as `Operation.access` has both. */
export interface Needed {
  readonly action: string
  readonly names: ActionNames
  readonly resources: string
}

/** What an operation needs that not every caller may run. */
export function neededBy({ name, permission, access }: Operation): Needed {
  assert(permission, `${name} needs no permission`)
  return { action: permission.name, names: permission.action, resources: access.resources }
}
