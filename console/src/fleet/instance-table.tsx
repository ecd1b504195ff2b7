import { type CSSProperties, useEffect, useRef } from 'react'
import type { Instance } from '../api/api-types.ts'
import { useTexts } from '../texts/use-texts.ts'
import { InstanceRow } from './instance-row.tsx'
import { isSelected, type Named, nameOf, type Selection } from './selection.ts'
import { SortButton } from './sort-button.tsx'
import { sortKeyOf } from './sort-by.ts'
import { useScrollBox } from './use-scroll-box.ts'
import { visibleRows } from './visible-rows.ts'
import './instance-table.css'

interface InstanceTableProps {
  readonly instances: readonly Instance[]
  readonly total: number
  readonly sort: string
  readonly columns: readonly string[]
  readonly selection: Selection
  /** Whether more rows can be had. */
  readonly hasMore: boolean
  onSort(sort: string): void
  onToggle(instance: Named): void
  onToggleAll(): void
  /** The end of what is there comes into sight. */
  onMore(): void
}

/** Pixels; the stylesheet holds the rows to it. */
const rowHeight = 44
/** Rows that are still to come when the next page is asked for. */
const ahead = 200

/** The rows that are in sight, of as many as there are. */
export function InstanceTable(props: InstanceTableProps) {
  const { instances, total, columns, selection, hasMore, onToggle, onMore } = props
  const t = useTexts().fleet
  const viewport = useRef<HTMLElement>(null)
  const { first, end, before, after } = visibleRows(instances.length, rowHeight, useScrollBox(viewport))
  const isEndNear = hasMore && end + ahead > instances.length
  useEffect(() => {
    if (isEndNear) onMore()
  }, [isEndNear, onMore])
  const space = { '--before': `${before}px`, '--after': `${after}px` } as CSSProperties
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys
    <section className="instances panel" ref={viewport} tabIndex={0} aria-label={t.table}>
      <table aria-rowcount={hasMore ? -1 : total + 1} aria-busy={isEndNear}>
        <InstanceTableHead {...props} />
        <tbody style={space}>
          {instances.slice(first, end).map((instance, index) => (
            <InstanceRow
              key={nameOf(instance)}
              instance={instance}
              number={first + index + 2}
              columns={columns}
              selected={isSelected(selection, instance)}
              fixed={selection.kind === 'all'}
              onToggle={onToggle}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function InstanceTableHead({ sort, columns, selection, onSort, onToggleAll }: InstanceTableProps) {
  const t = useTexts().fleet
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="instances-check">
          <input type="checkbox" aria-label={t.selectAll} checked={selection.kind === 'all'} onChange={onToggleAll} />
        </th>
        <SortButton label={t.name} by="@name" sort={sort} onSort={onSort} />
        <th scope="col" className="instances-wide">
          {t.cloud}
        </th>
        <SortButton className="instances-wide" label={t.region} by="@region" sort={sort} onSort={onSort} />
        {columns.map((key) => (
          <SortButton key={key} label={key} by={sortKeyOf(key)} sort={sort} onSort={onSort} />
        ))}
        <SortButton label={t.tags} by="@tags" sort={sort} onSort={onSort} />
      </tr>
    </thead>
  )
}
