import type { InstanceUpdate } from '../../../store/store.ts'
import type { Call } from '../call.ts'
import { errors, type Refusal } from '../errors.ts'
import { type Answer, done } from '../operation.ts'

/** Changes the instance of a call. */
export async function updateInstance(
  { store, project, instanceId, at }: Call,
  { details, ...change }: Pick<InstanceUpdate, 'name' | 'details' | 'permits'>,
): Promise<Answer | Refusal> {
  const outcome = await store.updateInstance({
    tenant: project.id,
    instance: instanceId,
    ...change,
    details: { ...details, updated_at: at },
  })
  if (outcome.kind === 'done') return done
  return outcome.kind === 'not-permitted' ? errors.stateForbids : errors.noSuchInstance
}
