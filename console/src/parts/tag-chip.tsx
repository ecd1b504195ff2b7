import type { Tag } from '../api/api-types.ts'
import './tag-chip.css'

/** A tag as it is read: key, then value. */
export function TagChip({ tag: { key, value } }: { readonly tag: Tag }) {
  return (
    <span className="tag-chip" title={`${key}: ${value}`}>
      <span className="tag-chip-key">{key}</span>
      {value !== '' && <span className="tag-chip-value">{value}</span>}
    </span>
  )
}
