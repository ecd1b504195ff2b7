import type { Principal } from '../../../store/identity.ts'
import { actorOf } from '../actor.ts'
import { type Members, operation } from '../operation.ts'

/** Says who signed the call (Sts 2015-04-01). Everyone may ask. */
export const getCallerIdentity = operation({
  name: 'GetCallerIdentity',
  docs: 'https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-getcalleridentity',
  access: { action: 'sts:GetCallerIdentity', level: 'get', resource: '*' },
  parameters: {},
  errors: [],
  async run(_input, { principal }) {
    return {
      AccountId: principal.account,
      Arn: actorOf(principal),
      PrincipalId: principal.id,
      ...identityOf(principal),
    }
  },
})

function identityOf({ kind, id }: Principal): Members {
  if (kind === 'root') return { IdentityType: 'Account' }
  return kind === 'user' ? { IdentityType: 'RAMUser', UserId: id } : { IdentityType: 'AssumedRoleUser', RoleId: id }
}
