import type { Change } from '../api/api-types.ts'
import { InstanceLink } from '../parts/instance-link.tsx'
import { Difference } from './difference.tsx'

/** Changes one by one, with the instance of each. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className="change-list">
      {changes.map(({ tenant, instance, key, before, after, revision }) => (
        <li key={`${tenant} ${revision} ${instance} ${key}`} className="row">
          <InstanceLink tenant={tenant} id={instance} />
          <Difference tagKey={key} before={before} after={after} />
        </li>
      ))}
    </ul>
  )
}
