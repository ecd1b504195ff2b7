import assert from 'node:assert/strict'
import type { ActionNames } from '../../access/policy/request.ts'
import type { Operation } from './operation.ts'

/** An action, and what it is needed on, as `Operation` has both. */
export interface Needed {
  readonly action: string
  readonly names: ActionNames
  readonly service: Operation['service']
  readonly resources: Operation['access']['resources']
}

/** What an operation needs that not every caller may run. */
export function neededBy({ name, permission, access: { action, resources }, service }: Operation): Needed {
  assert(permission && action !== undefined, `${name} needs no permission`)
  return { action, names: permission, service, resources }
}
