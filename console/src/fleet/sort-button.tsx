import { type Order, orderOf, turned } from './sort-by.ts'

interface SortButtonProps {
  readonly label: string
  readonly by: string
  readonly sort: string
  readonly className?: string
  onSort(sort: string): void
}

const arrows: Readonly<Record<Order, string>> = { ascending: ' ↑', descending: ' ↓', none: '' }

/** The head of a column that sorts by it. */
export function SortButton({ label, by, sort, className, onSort }: SortButtonProps) {
  const order = orderOf(sort, by)
  return (
    <th scope="col" className={className} aria-sort={order}>
      <button type="button" className="sort-button" onClick={() => onSort(turned(sort, by))}>
        {label}
        <span aria-hidden="true">{arrows[order]}</span>
      </button>
    </th>
  )
}
