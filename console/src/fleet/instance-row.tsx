import { memo } from 'react'
import { Link } from 'react-router'
import type { Instance } from '../api/api-types.ts'
import { CloudName } from '../clouds/cloud-name.tsx'
import { TagChip } from '../parts/tag-chip.tsx'
import { useTexts } from '../texts/use-texts.ts'
import type { Named } from './selection.ts'

interface InstanceRowProps {
  readonly instance: Instance
  /** In the whole table, its head being the first. */
  readonly number: number
  readonly columns: readonly string[]
  readonly selected: boolean
  /** Whether it cannot be taken out of the selection. */
  readonly fixed: boolean
  onToggle(instance: Named): void
}

export const InstanceRow = memo(function InstanceRow(props: InstanceRowProps) {
  const { instance, number, columns, selected, fixed, onToggle } = props
  const { cloud, tenant, region, id, name, tags } = instance
  const t = useTexts().fleet
  return (
    <tr aria-rowindex={number} data-selected={selected}>
      <td className="instances-check">
        <input
          type="checkbox"
          aria-label={t.select(name || id)}
          checked={selected}
          disabled={fixed}
          onChange={() => onToggle(instance)}
        />
      </td>
      <th scope="row">
        <Link to={`/instances/${encodeURIComponent(tenant)}/${encodeURIComponent(id)}`}>{name || id}</Link>
        <span className="instances-id code">{id}</span>
      </th>
      <td className="instances-wide">
        <CloudName cloud={cloud} />
      </td>
      <td className="instances-wide">{region}</td>
      {columns.map((key) => (
        <td key={key}>{tags.find((tag) => tag.key === key)?.value}</td>
      ))}
      <td className="instances-tags">
        {tags
          .filter(({ key }) => !columns.includes(key))
          .map((tag) => (
            <TagChip key={tag.key} tag={tag} />
          ))}
      </td>
    </tr>
  )
})
