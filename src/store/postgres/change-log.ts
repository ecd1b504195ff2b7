import type { TenantId } from '../../tags/tag.ts'
import type { LoggedDifference } from '../../tags/tag-change.ts'
import type { Queries } from './queries.ts'

/** As the table has it. */
export interface ChangeRow {
  readonly tenant: string
  readonly revision: number
  readonly region: string
  readonly instance: string
  readonly key: string
  readonly before: string | null
  readonly after: string | null
  readonly actor: string
  readonly operation: string
  readonly request_id: string
  readonly at: number
}

/** Of a row of the change log. */
export const changeColumns = 'tenant, revision, region, instance, key, before, after, actor, operation, request_id, at'

const select = `
  select ${changeColumns} from change
  where tenant = $1 and revision > $2 and revision <= (
    select max(first.revision) from (
      select revision from change where tenant = $1 and revision > $2 order by revision limit $3) as first)
  order by revision, instance, key`

/** Whole revisions after `after`: as many as the first `limit` rows belong to. */
export async function readChanges(
  queries: Queries,
  tenant: TenantId,
  after: number,
  limit: number,
): Promise<readonly LoggedDifference[]> {
  return (await queries.all<ChangeRow>(select, [tenant, after, limit])).map(toLoggedDifference)
}

/** A row as it is told. */
export function toLoggedDifference({ before, after, request_id: requestId, ...rest }: ChangeRow): LoggedDifference {
  return { ...rest, requestId, ...(before !== null && { before }), ...(after !== null && { after }) }
}
