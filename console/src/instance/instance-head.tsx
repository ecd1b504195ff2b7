import type { Instance } from '../api/api-types.ts'
import { CloudName } from '../clouds/cloud-name.tsx'
import { useCloudWords } from '../clouds/use-clouds.ts'
import { Moment } from '../parts/moment.tsx'
import { useTexts } from '../texts/use-texts.ts'

/** What an instance is and where, in its vendor's words. */
export function InstanceHead({ instance }: { readonly instance: Instance }) {
  const t = useTexts().instance
  const { cloud, tenant, region, id, name, createdAt } = instance
  const words = useCloudWords(cloud)
  return (
    <div className="stack">
      <h1>{name || id}</h1>
      <dl className="instance-facts">
        <div>
          <dt>{words?.instance}</dt>
          <dd>
            <code>{id}</code>
          </dd>
        </div>
        <div>
          <dt>{words?.product}</dt>
          <dd>
            <CloudName cloud={cloud} />
          </dd>
        </div>
        <div>
          <dt>{words?.region}</dt>
          <dd>{region}</dd>
        </div>
        <div>
          <dt>{words?.tenant}</dt>
          <dd>
            <code>{tenant}</code>
          </dd>
        </div>
        <div>
          <dt>{t.created}</dt>
          <dd>
            <Moment at={createdAt} />
          </dd>
        </div>
      </dl>
    </div>
  )
}
