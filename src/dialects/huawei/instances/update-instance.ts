import type { InstanceUpdate } from '../../../store/store.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { type Answer, done } from '../operation.ts'
import type { WireError } from '../wire-error.ts'

/** Changes the instance of a call. */
export async function updateInstance(
  { store, project, instanceId, at }: Call,
  { details, ...change }: Pick<InstanceUpdate<WireError>, 'name' | 'details' | 'refuses'>,
): Promise<Answer | WireError> {
  const outcome = await store.updateInstance({
    tenant: project.id,
    instance: instanceId,
    ...change,
    details: { ...details, updated_at: at },
  })
  if (outcome.kind === 'done') return done
  return outcome.kind === 'refused' ? outcome.reason : errors.noSuchInstance
}
