import { principalName } from '../../../access/policy/grammar.ts'
import type { ActionNames, ResourceNames } from '../../../access/policy/request.ts'
import type { Principal } from '../../../store/identity.ts'
import { actorOf } from '../actor.ts'
import { ramVersion } from './ram-grammar.ts'

/** An action as RAM names it: `kvstore:UntagResources`. Make it once for an operation. */
export function ramAction(name: string): ActionNames {
  return { [ramVersion]: [name] }
}

/** A resource as RAM names it: an ARN, `*` where an operation has no resource of its own, undefined while it is not known. */
export function ramResource(arn: string | undefined): ResourceNames {
  return { [ramVersion]: arn }
}

/** What a caller goes by in a trust policy: himself, and his account, which stands for all its users and roles. */
export function ramPrincipals(principal: Pick<Principal, 'account' | 'kind' | 'name'>): readonly string[] {
  return [actorOf(principal), actorOf({ ...principal, kind: 'root' })].map((arn) => principalName('RAM', arn))
}
