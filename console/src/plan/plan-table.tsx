import type { PlannedInstance, PlannedTenant } from '../api/api-types.ts'
import { Difference } from '../changes/difference.tsx'
import { CloudName } from '../clouds/cloud-name.tsx'
import { InstanceLink } from '../parts/instance-link.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { totalsOf } from './totals.ts'
import './plan-table.css'

interface PlanTableProps {
  readonly tenants: readonly PlannedTenant[]
  /** Not all of them where there are many. */
  readonly instances: readonly PlannedInstance[]
}

/** What becomes of each instance, or why it is refused. */
export function PlanTable({ tenants, instances }: PlanTableProps) {
  const t = useTexts().plan
  const { changed, unchanged, refused } = totalsOf(tenants)
  const hidden = changed + refused - instances.length
  return (
    <>
      <p role="status">{t.totals(changed, unchanged, refused)}</p>
      {instances.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it with the keys
        <section className="plan-instances" tabIndex={0} aria-label={t.instances}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t.instance}</th>
                <th scope="col">{t.outcome}</th>
              </tr>
            </thead>
            <tbody>
              {instances.map((instance) => (
                <PlannedRow key={`${instance.tenant} ${instance.id}`} planned={instance} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {hidden > 0 && <p className="quiet">{t.hidden(hidden)}</p>}
    </>
  )
}

function PlannedRow({ planned }: { readonly planned: PlannedInstance }) {
  const t = useTexts().plan
  const { cloud, tenant, id, name, differences, refusal } = planned
  return (
    <tr data-refused={refusal !== undefined}>
      <th scope="row">
        <InstanceLink tenant={tenant} id={id} name={name} />
        <div className="quiet">
          <CloudName cloud={cloud} />
        </div>
      </th>
      <td>
        {refusal && (
          <div className="plan-refusal">
            {t.refused} <code>{refusal.code}</code> {refusal.message}
            {refusal.action !== undefined && (
              <div>
                <code>{refusal.action}</code>
              </div>
            )}
          </div>
        )}
        {differences.map(({ key, before, after }) => (
          <Difference key={key} tagKey={key} before={before} after={after} />
        ))}
      </td>
    </tr>
  )
}
