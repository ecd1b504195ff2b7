import { useParams, useSearchParams } from 'react-router'
import { useCloud } from '../clouds/use-clouds.ts'
import { Failure } from '../parts/failure.tsx'
import { useTitle } from '../parts/use-title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { InstanceHead } from './instance-head.tsx'
import { PastTagsPanel } from './past-tags-panel.tsx'
import { TagsPanel } from './tags-panel.tsx'
import { TimeForm } from './time-form.tsx'
import { Timeline } from './timeline.tsx'
import { useInstance } from './use-instance.ts'
import type { Then } from './use-tags-as-of.ts'
import './instance-page.css'

/** One instance: its tags now or then, and what became of them. */
export function InstancePage() {
  const { tenant = '', id = '' } = useParams()
  const [address, setAddress] = useSearchParams()
  const { data: instance, error } = useInstance(tenant, id)
  const cloud = useCloud(instance?.cloud ?? '')
  const then = thenIn(address)
  useTitle(instance?.name || id)
  return (
    <>
      {instance ? <InstanceHead instance={instance} /> : <h1>{id}</h1>}
      {error ? <Failure error={error} /> : !instance && <Waiting />}
      <div className="instance-panels">
        <div className="stack">
          {then ? (
            <PastTagsPanel tenant={tenant} id={id} then={then} />
          ) : (
            instance && cloud && <TagsPanel cloud={cloud} instance={instance} />
          )}
          <TimeForm onTime={(time) => setAddress({ time })} />
        </div>
        <Timeline tenant={tenant} id={id} />
      </div>
    </>
  )
}

function thenIn(address: URLSearchParams): Then | undefined {
  const time = address.get('time')
  if (time !== null) return { time }
  const revision = address.get('revision')
  return revision === null ? undefined : { revision: Number(revision) }
}
