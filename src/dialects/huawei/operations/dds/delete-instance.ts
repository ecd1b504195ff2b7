import type { TaggedInstance } from '../../../../store/instance.ts'
import { denialOn } from '../../authorization/authorize.ts'
import { errors } from '../../errors.ts'
import { detailsOf } from '../../instances/details.ts'
import { jobOn } from '../../instances/job.ts'
import { accepted, operation } from '../../operation.ts'
import type { WireError } from '../../wire-error.ts'

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
    const job = jobOn(instanceId, 'Delete_MongoDB', call)
    const outcome = await store.deleteInstance({
      ...call.provenance,
      tenant: project.id,
      instance: instanceId,
      refuses: (instance) => denialOn(call, instance) ?? deletionError(instance, at),
      job,
    })
    if (outcome.kind === 'done') return accepted({ job_id: job.id })
    return outcome.kind === 'refused' ? outcome.reason : errors.noSuchInstance
  },
})

/** A prepaid instance is unsubscribed from, not deleted; one that is still being created has to be waited for. */
function deletionError(instance: TaggedInstance, at: number): WireError | undefined {
  if (detailsOf(instance).pay_mode === '1') return errors.undeletable
  return instance.readyAt <= at ? undefined : errors.stateForbids
}
