import type { Instance } from '../../../store/instance.ts'
import type { IdempotencyToken } from '../../../store/store.ts'
import type { WireError } from '../../wire-error.ts'
import type { Call } from '../call.ts'
import { digestOf, type Order, orderChecks, orderParameters, placeOrder } from '../create-order.ts'
import { derivedNumber } from '../derived-id.ts'
import { instanceErrors, rejections, tagErrors } from '../errors.ts'
import { config, endTimeOf, figures, type Status, statusOf } from '../instance-members.ts'
import { detailsOf } from '../kvstore-instance.ts'
import { clientTokenMs } from '../limits.ts'
import { type Members, operation } from '../operation.ts'
import { rKvstore } from '../products.ts'
import { tagsOf } from '../tag-conditions.ts'
import { tagRules } from '../tag-rules.ts'

/** Orders an instance, with its first tags. The same order under the same `Token` makes one instance only. */
export const createInstance = operation({
  name: 'CreateInstance',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-createinstance-redis',
  access: {
    action: 'kvstore:CreateInstance',
    level: 'write',
    resources: 'acs:kvstore:{RegionId}:{account}:instance/*',
  },
  parameters: orderParameters,
  errors: [
    instanceErrors.classMissing,
    instanceErrors.capacity,
    instanceErrors.instanceClass,
    instanceErrors.region,
    instanceErrors.zone,
    instanceErrors.name,
    instanceErrors.password,
    instanceErrors.token,
    instanceErrors.tokenUsedDifferently,
    instanceErrors.dryRun,
    tagErrors.key,
    tagErrors.value,
    tagErrors.scope,
    tagErrors.tags,
    tagErrors.duplicateKey,
  ],
  checks: orderChecks,
  requestTags: ({ Tag }) => tagsOf(Tag),
  async run(input, call) {
    if (input.DryRun) return instanceErrors.dryRun
    const outcome = await call.store.createInstance({
      instance: placeOrder(input, call),
      tags: tagsOf(input.Tag),
      tagsPerInstanceMax: tagRules.tagsPerInstanceMax,
      ...(input.Token !== undefined && { idempotency: idempotencyOf(input, input.Token, call) }),
      ...call.provenance,
    })
    if (outcome.kind === 'created') return receipt(outcome.instance, 'Creating', call)
    if (outcome.kind === 'created-before') return repeatedReceipt(outcome.instance, call)
    return outcome.kind === 'token-used-differently' ? instanceErrors.tokenUsedDifferently : rejections[outcome.kind]
  },
})

function idempotencyOf(order: Order, token: string, { at }: Call): IdempotencyToken {
  return { token, digest: digestOf(order), forgetAt: at + clientTokenMs }
}

/** Of what the first order made, as it is by now. */
async function repeatedReceipt(id: string, call: Call): Promise<Members | WireError> {
  const instance = await call.store.findInstance(call.account, id)
  return instance ? receipt(instance, statusOf(instance, call.at), call) : instanceErrors.notFound
}

/** What the answer says of the instance; its private address is a member of another name than elsewhere. */
function receipt(instance: Instance, status: Status, { account }: Call): Members {
  const { ZoneId, VpcId, VSwitchId, NetworkType, NodeType, ChargeType, ...details } = detailsOf(instance)
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceStatus: status,
    RegionId: instance.region,
    ZoneId,
    VpcId,
    VSwitchId,
    NetworkType,
    NodeType,
    ChargeType,
    ConnectionDomain: details.ConnectionDomain,
    UserName: instance.id,
    Config: config,
    PrivateIpAddr: details.PrivateIp,
    EndTime: endTimeOf(instance),
    ...figures(instance),
    OrderId: 200_000_000_000_000 + derivedNumber(10 ** 13, account, instance.id),
  }
}
