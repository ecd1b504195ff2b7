import type { Principal } from '../../../store/identity.ts'
import { principalIdOf } from '../actor.ts'
import { type Members, operation } from '../operation.ts'
import { sts } from '../products.ts'

/** Says who signed the call. */
export const getCallerIdentity = operation({
  name: 'GetCallerIdentity',
  product: sts,
  docs: 'https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-getcalleridentity',
  access: { level: 'read', resources: '*' },
  async run(_, { caller: { principal, actor, session } }) {
    return {
      AccountId: principal.account,
      Arn: actor,
      PrincipalId: principalIdOf(principal, session),
      ...identityOf(principal),
    }
  },
})

function identityOf({ kind, id }: Principal): Members {
  if (kind === 'role') return { IdentityType: 'AssumedRoleUser', RoleId: id }
  return { IdentityType: kind === 'root' ? 'Account' : 'RAMUser', UserId: id }
}
