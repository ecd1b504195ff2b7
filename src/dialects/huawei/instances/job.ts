import { randomUUID } from 'node:crypto'
import type { Instance, Job } from '../../../store/instance.ts'
import type { Call } from '../call.ts'
import { jobTime } from './times.ts'

export type JobName = 'Create_MongoDB' | 'Delete_MongoDB'

/** A new job on an instance: it is over when provisioning would be. */
export function jobOf(
  name: JobName,
  instance: Pick<Instance, 'id' | 'name'>,
  { project, at, surroundings }: Call,
): Job {
  return {
    tenant: project.id,
    id: randomUUID(),
    name,
    instance: instance.id,
    instanceName: instance.name,
    createdAt: at,
    endsAt: at + surroundings.provisioningMs,
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
