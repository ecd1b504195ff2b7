/** Rows of a list that are drawn, and the space that those before and after them take. */
export interface VisibleRows {
  readonly first: number
  /** Behind the last. */
  readonly end: number
  /** Pixels. */
  readonly before: number
  readonly after: number
}

/** Rows beyond the edges, so that scrolling shows no gap. */
const spare = 10

/** @param box where the list is scrolled to, and how much of it is seen, in pixels */
export function visibleRows(
  count: number,
  rowHeight: number,
  box: { readonly top: number; readonly height: number },
): VisibleRows {
  const first = Math.min(count, Math.max(0, Math.floor(box.top / rowHeight) - spare))
  const end = Math.max(first, Math.min(count, Math.ceil((box.top + box.height) / rowHeight) + spare))
  return { first, end, before: first * rowHeight, after: (count - end) * rowHeight }
}
