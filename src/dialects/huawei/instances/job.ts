import { randomUUID } from 'node:crypto'
import type { Job } from '../../../store/instance.ts'
import type { InstanceId } from '../../../tags/tag.ts'
import type { Call } from '../call.ts'
import { jobTime } from './times.ts'

export type JobName = 'Create_MongoDB' | 'Delete_MongoDB'

/** For how long after its beginning a job can be queried: "about a month" (DDS, "Querying Task Details"). */
const jobMs = 31 * 24 * 3_600_000

/** A new job on an instance: it is over when provisioning would be. */
export function jobOn(instance: InstanceId, name: JobName, { project, at, context }: Call): Omit<Job, 'instanceName'> {
  return {
    tenant: project.id,
    id: randomUUID(),
    name,
    instance,
    createdAt: at,
    endsAt: at + context.provisioningMs,
    forgetAt: at + jobMs,
  }
}

/** A job as "Querying Task Details" shows it; `now` in milliseconds since 1970. */
export function describeJob({ id, name, instance, instanceName, createdAt, endsAt }: Job, now: number) {
  const ended = endsAt <= now
  return {
    id,
    name,
    status: ended ? 'Completed' : 'Running',
    created: jobTime(createdAt),
    ended: ended ? jobTime(endsAt) : '',
    progress: ended ? '' : `${Math.floor((100 * (now - createdAt)) / (endsAt - createdAt))}%`,
    instance: { id: instance, name: instanceName },
    fail_reason: null,
  }
}
