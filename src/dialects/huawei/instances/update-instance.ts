import type { InstanceUpdate } from '../../../store/store.ts'
import { denialOn } from '../authorization/authorize.ts'
import type { Call } from '../call.ts'
import { errors } from '../errors.ts'
import { type Answer, done } from '../operation.ts'
import type { WireError } from '../wire-error.ts'

/** Changes the instance of a call. */
export async function updateInstance(
  call: Call,
  { details, refuses, ...change }: Pick<InstanceUpdate<WireError>, 'name' | 'details' | 'refuses'>,
): Promise<Answer | WireError> {
  const { store, project, instanceId, at } = call
  const outcome = await store.updateInstance({
    tenant: project.id,
    instance: instanceId,
    ...change,
    details: { ...details, updated_at: at },
    refuses: (current) => denialOn(call, current) ?? refuses?.(current),
  })
  if (outcome.kind === 'done') return done
  return outcome.kind === 'refused' ? outcome.reason : errors.noSuchInstance
}
