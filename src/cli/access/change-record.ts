import { userInfo } from 'node:os'
import type { AuditRecord } from '../../audit/audit-record.ts'
import type { HolderKind } from '../../dialects/identity-rules.ts'
import { dialectModules } from '../../dialects/registry.ts'
import type { IdentityChange } from '../../store/identity-change.ts'

/** What a change is about, in the terms of its vendor. */
interface About {
  readonly realm: string
  readonly resources: readonly string[]
}

/** The audit record of a change that a command made. @param at when, milliseconds since 1970 */
export function changeRecord(change: IdentityChange, at: number): AuditRecord {
  const { realm, resources } = aboutOf(change)
  return {
    time: new Date(at).toISOString(),
    cloud: realm,
    operation: `tagplane:${change.kind}`,
    principal: `tagplane:${userInfo().username}`,
    resources,
    decision: 'allow',
    code: 'OK',
  }
}

function aboutOf(change: IdentityChange): About {
  switch (change.kind) {
    case 'add-account':
      return { realm: change.account.realm, resources: [change.account.id] }
    case 'add-tenant':
      return { realm: change.tenant.realm, resources: [change.tenant.id] }
    case 'add-principal':
    case 'enable-principal':
    case 'set-password':
      return { realm: change.principal.realm, resources: [nameOf(change.principal)] }
    case 'add-group':
      return { realm: change.group.realm, resources: [nameOf({ ...change.group, kind: 'group' })] }
    case 'remove-holder':
      return { realm: change.holder.realm, resources: [nameOf(change.holder)] }
    case 'attach-policy':
      return { realm: change.holder.realm, resources: [nameOf(change.holder), change.policy.name] }
    case 'detach-policy':
      return { realm: change.holder.realm, resources: [nameOf(change.holder), change.policy] }
    case 'add-member':
    case 'remove-member':
      return { realm: change.group.realm, resources: [nameOf(change.group), change.user] }
    case 'add-access-key':
      return { realm: change.key.principal.realm, resources: [change.key.id, nameOf(change.key.principal)] }
    case 'enable-access-key':
    case 'remove-access-key':
      return { realm: change.realm, resources: [change.id] }
    case 'remove-token':
      return { realm: change.realm, resources: [] }
  }
}

interface InRealm {
  readonly realm: string
  readonly account: string
  readonly kind: HolderKind
  readonly name: string
}

function nameOf({ realm, ...named }: InRealm): string {
  return dialectModules.find(({ name }) => name === realm)?.identities.fullName(named) ?? named.name
}
