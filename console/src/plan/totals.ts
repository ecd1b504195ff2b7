import type { PlannedTenant } from '../api/api-types.ts'

/** Over all tenants of a plan, how many instances become what. */
export function totalsOf(tenants: readonly PlannedTenant[]) {
  const sum = (of: 'changed' | 'unchanged' | 'refused') => tenants.reduce((total, tenant) => total + tenant[of], 0)
  return { changed: sum('changed'), unchanged: sum('unchanged'), refused: sum('refused') }
}
