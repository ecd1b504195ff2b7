import type { Decision } from '../../access/policy/decision.ts'
import type { PolicyKind } from '../../access/policy/policy.ts'
import type { Principal } from '../../store/identity.ts'
import { WireError } from '../wire-error.ts'
import { displayNameOf } from './actor.ts'
import type { Caller } from './call.ts'
import type { Product } from './products.ts'

type Denial = Extract<Decision, { effect: 'deny' }>

/** What a denial tells of itself; all of it is the caller's to know. */
export interface AccessDeniedDetail {
  readonly [member: string]: string
  /** `kvstore:UntagResources` */
  readonly AuthAction: string
  readonly AuthPrincipalDisplayName: string
  readonly AuthPrincipalOwnerId: string
  readonly AuthPrincipalType: string
  /** Sealed: what an administrator needs to find the cause. */
  readonly EncodedDiagnosticMessage: string
  readonly NoPermissionType: 'ImplicitDeny' | 'ExplicitDeny'
  readonly PolicyType: string
}

/** The policies do not allow the call. */
export class AccessDenied extends WireError {
  readonly detail: AccessDeniedDetail

  constructor({ denial }: Product, detail: AccessDeniedDetail) {
    super(denial.status, denial.code, denial.message)
    this.detail = detail
  }
}

const principalTypes = {
  root: 'Account',
  user: 'SubUser',
  role: 'AssumedRoleUser',
} satisfies Record<Principal['kind'], string>

const policyTypes = {
  identity: 'AccountLevelIdentityBasedPolicy',
  session: 'SessionPolicy',
  trust: 'AssumeRolePolicy',
} satisfies Record<PolicyKind, string>

/** @param action that was denied @param diagnosis sealed @see "Common client error codes", AccessDeniedDetail */
export function deniedDetail(
  action: string,
  { principal, session }: Caller,
  { deniedBy, layer }: Denial,
  diagnosis: string,
): AccessDeniedDetail {
  return {
    AuthAction: action,
    AuthPrincipalDisplayName: displayNameOf(principal, session),
    AuthPrincipalOwnerId: principal.account,
    AuthPrincipalType: principalTypes[principal.kind],
    EncodedDiagnosticMessage: diagnosis,
    NoPermissionType: deniedBy.length > 0 ? 'ExplicitDeny' : 'ImplicitDeny',
    PolicyType: policyTypes[layer],
  }
}
