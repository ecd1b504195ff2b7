import { denialOn } from '../authorize.ts'
import { instanceErrors } from '../errors.ts'
import { instanceName, password } from '../instance-shapes.ts'
import { operation } from '../operation.ts'
import { rKvstore } from '../products.ts'
import { flag, requiredText, text } from '../scalar-kinds.ts'

/** Renames an instance, or switches its release protection. A password is checked, and kept nowhere. */
export const modifyInstanceAttribute = operation({
  name: 'ModifyInstanceAttribute',
  product: rKvstore,
  docs: 'https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-modifyinstanceattribute-redis',
  access: {
    action: 'kvstore:ModifyInstanceAttribute',
    level: 'write',
    resources: 'acs:kvstore:{region}:{account}:instance/{InstanceId}',
  },
  parameters: {
    InstanceId: requiredText,
    InstanceName: text(instanceName, instanceErrors.name),
    NewPassword: text(password, instanceErrors.newPassword),
    InstanceReleaseProtection: flag,
  },
  errors: [instanceErrors.nothingToModify, instanceErrors.name, instanceErrors.newPassword, instanceErrors.notFound],
  checks: [
    ({ InstanceName, NewPassword, InstanceReleaseProtection }) =>
      [InstanceName, NewPassword, InstanceReleaseProtection].every((value) => value === undefined)
        ? instanceErrors.nothingToModify
        : undefined,
  ],
  async run({ InstanceId, InstanceName, InstanceReleaseProtection }, call) {
    const outcome = await call.store.updateInstance({
      tenant: call.account,
      instance: InstanceId,
      refuses: (found) => denialOn(call, () => found),
      ...(InstanceName !== undefined && { name: InstanceName }),
      ...(InstanceReleaseProtection !== undefined && { details: { InstanceReleaseProtection } }),
    })
    if (outcome.kind === 'done') return {}
    return outcome.kind === 'refused' ? outcome.reason : (denialOn(call, () => undefined) ?? instanceErrors.notFound)
  },
})
