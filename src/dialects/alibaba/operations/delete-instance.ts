import type { TaggedInstance } from '../../../store/instance.ts'
import { instanceErrors } from '../errors.ts'
import { statusOf } from '../instance-members.ts'
import { detailsOf } from '../kvstore-instance.ts'
import { type Call, operation } from '../operation.ts'
import { requiredText, text } from '../scalar-kinds.ts'
import type { WireError } from '../wire-error.ts'

/** Releases a running pay-as-you-go instance; its tags go with it. */
export const deleteInstance = operation({
  name: 'DeleteInstance',
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-deleteinstance-redis',
  access: {
    action: 'kvstore:DeleteInstance',
    level: 'delete',
    resource: 'acs:kvstore:*:{account}:instance/{InstanceId}',
  },
  parameters: { InstanceId: requiredText, GlobalInstanceId: text() },
  errors: [instanceErrors.notFound, instanceErrors.releaseProtection, instanceErrors.state],
  async run({ InstanceId }, { store, account, provenance }) {
    const outcome = await store.deleteInstance({
      tenant: account,
      instance: InstanceId,
      permits: (instance) => releaseRefusal(instance, provenance.at) === undefined,
      ...provenance,
    })
    if (outcome.kind === 'done') return {}
    return outcome.kind === 'not-permitted'
      ? whyNot(InstanceId, { store, account, provenance })
      : instanceErrors.notFound
  },
})

/** Why an instance may not be released; undefined if it may. */
function releaseRefusal(instance: TaggedInstance, at: number): WireError | undefined {
  const { InstanceReleaseProtection, ChargeType } = detailsOf(instance)
  if (InstanceReleaseProtection) return instanceErrors.releaseProtection
  return ChargeType === 'PrePaid' || statusOf(instance, at) !== 'Normal' ? instanceErrors.state : undefined
}

async function whyNot(id: string, { store, account, provenance }: Pick<Call, 'store' | 'account' | 'provenance'>) {
  const instance = await store.findInstance(account, id)
  return instance ? (releaseRefusal(instance, provenance.at) ?? instanceErrors.state) : instanceErrors.notFound
}
