import { compareCodePoints } from '../../../tags/compare-code-points.ts'
import type { SearchCursor, SortKey } from '../../search.ts'
import { tagCountSql } from './condition-sql.ts'
import type { StatementText } from './search-statement.ts'

type SortValue = SearchCursor['values'][number]

/** What a search is sorted by, in SQL: joins that it needs, columns to select, conditions and order. */
export interface SortSql {
  readonly joins: string
  readonly columns: readonly string[]
  readonly order: string
  /** That a row stands behind the cursor. */
  readonly behind: string
}

/** A column of the order; it is never null. */
interface OrderColumn {
  readonly sql: string
  readonly descending: boolean
  readonly after: string | number
}

const columns = {
  created: () => 'instance.created_at',
  id: () => 'instance.id',
  name: () => 'instance.name',
  region: () => 'instance.region',
  tenant: () => 'instance.tenant',
  tags: ({ tenant }: StatementText) => tagCountSql(tenant, 'instance.id'),
} as const

/** @param after the cursor that the rows wanted stand behind */
export function sortSql(sort: readonly SortKey[], after: SearchCursor | undefined, statement: StatementText): SortSql {
  const joins: string[] = []
  const selected: string[] = []
  const order: OrderColumn[] = []
  sort.forEach((key, index) => {
    const value = after?.values[index] ?? null
    const descending = key.descending === true
    if ('by' in key) {
      const sql = columns[key.by](statement)
      selected.push(sql)
      order.push({ sql, descending, after: value ?? 0 })
      return
    }
    const column = `sorted${index}.value`
    joins.push(`left join tag sorted${index} on sorted${index}.tenant = ${statement.tenant}
      and sorted${index}.instance = instance.id and sorted${index}.key = ${statement.add(key.byTag)}`)
    selected.push(column)
    const missing = `case when ${column} is null then 1 else 0 end`
    order.push({ sql: missing, descending: false, after: value === null ? 1 : 0 })
    order.push({ sql: `coalesce(${column}, '')`, descending, after: value ?? '' })
  })
  order.push({ sql: 'instance.tenant', descending: false, after: after?.tenant ?? '' })
  order.push({ sql: 'instance.id', descending: false, after: after?.instance ?? '' })
  return {
    joins: joins.join(' '),
    columns: selected.map((sql, index) => `${sql} as sort${index}`),
    order: order.map(({ sql, descending }) => (descending ? `${sql} desc` : sql)).join(', '),
    behind: after ? behind(order, statement) : 'true',
  }
}

/** The first comparison of each step, with equality in it, is what an index can be entered by. */
function behind([first, ...rest]: readonly OrderColumn[], statement: StatementText): string {
  if (!first) return 'false'
  const { sql, descending } = first
  const sign = descending ? '<' : '>'
  const value = statement.add(first.after)
  if (rest.length === 0) return `${sql} ${sign} ${value}`
  return `${sql} ${sign}= ${value} and (${sql} ${sign} ${value} or (${behind(rest, statement)}))`
}

/** Orders what several tenants' pages hold, as SQL orders each of them. */
export function compareCursors(sort: readonly SortKey[]): (one: SearchCursor, other: SearchCursor) => number {
  return (one, other) => {
    for (const [index, { descending }] of sort.entries()) {
      const [a = null, b = null] = [one.values[index], other.values[index]]
      if (a === b) continue
      if (a === null || b === null) return a === null ? 1 : -1
      return descending ? compareValues(b, a) : compareValues(a, b)
    }
    return compareCodePoints(one.tenant, other.tenant) || compareCodePoints(one.instance, other.instance)
  }
}

function compareValues(one: NonNullable<SortValue>, other: NonNullable<SortValue>): number {
  if (typeof one === 'string' && typeof other === 'string') return compareCodePoints(one, other)
  return Number(one) - Number(other)
}

/** Whether the order is that of an index over all instances of a tenant. */
export function isIndexed([first]: readonly SortKey[]): boolean {
  return first === undefined || ('by' in first && (first.by === 'created' || first.by === 'id'))
}
