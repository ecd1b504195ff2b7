import type { z } from 'zod'
import type { countsShape } from '../../dialects/native/count-tags.ts'
import type { appliedShape } from '../../dialects/native/edit/apply-plan.ts'
import type { plannedShape, plannedTenantShape } from '../../dialects/native/edit/plan-shape.ts'
import type { changeShape } from '../../dialects/native/shapes/change.ts'
import type { instanceShape } from '../../dialects/native/shapes/instance.ts'
import type { omittedShape } from '../../dialects/native/shapes/omitted.ts'
import type { conflictShape } from '../../dialects/native/undo/undo-members.ts'

export type Instance = z.output<typeof instanceShape>
export type Change = z.output<typeof changeShape>
export type Omitted = z.output<typeof omittedShape>
export type Planned = z.output<typeof plannedShape>
export type PlannedTenant = z.output<typeof plannedTenantShape>
export type Applied = z.output<typeof appliedShape>
export type Conflict = z.output<typeof conflictShape>
export type Counts = z.output<typeof countsShape>

/** Of `GET /api/v1/instances`. */
export interface InstancesPage {
  readonly instances: readonly Instance[]
  readonly next?: string
  readonly total: number
  readonly omitted: readonly Omitted[]
}

/** Of `GET /api/v1/changes`. */
export interface ChangesPage {
  readonly changes: readonly Change[]
  readonly next?: string
  readonly omitted: readonly Omitted[]
}

/** Of `POST /api/v1/edits/preview`. */
export interface EditPreview {
  readonly selection: string
  readonly tenants: readonly PlannedTenant[]
  readonly instances: readonly Planned[]
  readonly omitted: readonly Omitted[]
}

/** Of `POST /api/v1/undo/preview`. */
export interface UndoPreview {
  readonly tenants: readonly PlannedTenant[]
  readonly instances: readonly Planned[]
  readonly conflicts: readonly Conflict[]
}

/** Of `POST /api/v1/edits` and `POST /api/v1/undo`. */
export interface Done {
  readonly requestId: string
  readonly tenants: readonly Applied[]
}
