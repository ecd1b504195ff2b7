import type { TaggedInstance } from '../../../store/instance.ts'
import { errors, type Refusal } from '../errors.ts'
import { detailsOf } from '../instances/details.ts'
import { jobOf } from '../instances/job.ts'
import { accepted, operation } from '../operation.ts'

export const deleteInstance = operation({
  name: 'DeleteInstance',
  docs: 'Deleting a DB Instance',
  service: 'dds',
  method: 'DELETE',
  path: '/v3/{project_id}/instances/{instance_id}',
  access: {
    action: 'dds:instance:delete',
    action11: 'dds:instance:deleteInstance',
    level: 'write',
    resources: 'instance',
  },
  errors: [errors.noSuchInstance, errors.undeletable, errors.stateForbids],
  async run(_, call) {
    const { store, project, instanceId, at } = call
    const instance = await store.findInstance(project.id, instanceId)
    if (!instance) return errors.noSuchInstance
    const refusal = whyNot(instance, at)
    if (refusal) return refusal
    const job = jobOf('Delete_MongoDB', instance, call)
    const deletion = { ...call.provenance, tenant: project.id, instance: instanceId, job }
    const outcome = await store.deleteInstance({ ...deletion, permits: (current) => !whyNot(current, at) })
    if (outcome.kind === 'done') return accepted({ job_id: job.id })
    return outcome.kind === 'not-permitted' ? errors.stateForbids : errors.noSuchInstance
  },
})

/** A prepaid instance is unsubscribed from, not deleted; one that is still being created has to be waited for. */
function whyNot(instance: TaggedInstance, at: number): Refusal | undefined {
  if (detailsOf(instance).pay_mode === '1') return errors.undeletable
  return instance.readyAt <= at ? undefined : errors.stateForbids
}
