import type { TaggedInstance } from '../../../store/instance.ts'
import type { WireError } from '../../wire-error.ts'
import { denialOn } from '../authorize.ts'
import { instanceErrors } from '../errors.ts'
import { statusOf } from '../instance-members.ts'
import { detailsOf } from '../kvstore-instance.ts'
import { operation } from '../operation.ts'
import { rKvstore } from '../products.ts'
import { requiredText, text } from '../scalar-kinds.ts'

/** Releases a running pay-as-you-go instance; its tags go with it. */
export const deleteInstance = operation({
  name: 'DeleteInstance',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-deleteinstance-redis',
  access: {
    action: 'kvstore:DeleteInstance',
    level: 'write',
    resources: 'acs:kvstore:{region}:{account}:instance/{InstanceId}',
  },
  parameters: { InstanceId: requiredText, GlobalInstanceId: text() },
  errors: [instanceErrors.notFound, instanceErrors.releaseProtection, instanceErrors.state],
  async run({ InstanceId }, call) {
    const { store, account, provenance, at } = call
    const outcome = await store.deleteInstance({
      tenant: account,
      instance: InstanceId,
      refuses: (instance) => denialOn(call, () => instance) ?? releaseError(instance, at),
      ...provenance,
    })
    if (outcome.kind === 'done') return {}
    return outcome.kind === 'refused' ? outcome.reason : (denialOn(call, () => undefined) ?? instanceErrors.notFound)
  },
})

/** Why an instance may not be released; undefined if it may. */
function releaseError(instance: TaggedInstance, at: number): WireError | undefined {
  const { InstanceReleaseProtection, ChargeType } = detailsOf(instance)
  if (InstanceReleaseProtection) return instanceErrors.releaseProtection
  return ChargeType === 'PrePaid' || statusOf(instance, at) !== 'Normal' ? instanceErrors.state : undefined
}
