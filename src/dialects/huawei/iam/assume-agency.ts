import type { Account, Principal, Session, Token } from '../../../store/identity.ts'
import { findCaller } from '../authenticate.ts'
import { denialOf } from '../authorization/denial.ts'
import { findOn } from '../authorization/finding.ts'
import { identityOf } from '../authorization/identity.ts'
import type { Call } from '../call.ts'
import { nothingAsked } from '../policy/iam-context.ts'
import type { AgencyNames } from '../policy/iam-request.ts'
import { realm } from '../realm.ts'
import { WireError } from '../wire-error.ts'
import { assumptionBy } from './agency-trust.ts'
import { expiryOf } from './expiry-of.ts'
import { refersTo } from './reference.ts'

/** The agency that a caller wants to be, and for how long. */
export interface WantedAgency {
  readonly name: string
  /** Its domain. */
  readonly domain: { readonly id?: string | undefined; readonly name?: string | undefined }
  /** Absent: as long as the agency allows. */
  readonly seconds?: number | undefined
  /** What the session is called; after the caller where absent. */
  readonly sessionName?: string | undefined
}

/** Why an agency is not assumed, policies apart. */
export interface AssumptionErrors {
  /** It is not there, does not trust the caller's domain, or the caller is an agency himself. */
  readonly noRight: WireError
  /** Longer than the agency allows. */
  readonly tooLong: WireError
}

/** Whom credentials are of, and until when. */
export type Assumed = Required<Pick<Token, 'principal' | 'session' | 'expiresAt'>>

/**
 * Lets the caller be an agency. Whether his policies allow it is decided before the agency is looked up; one that does
 * not trust his domain answers like one that is not there.
 */
export async function assumeAgency(
  call: Call,
  wanted: WantedAgency,
  { noRight, tooLong }: AssumptionErrors,
): Promise<Assumed | WireError> {
  const caller = await findCaller(call)
  if (caller instanceof WireError) return caller
  call.caller = caller
  const { kind, account, id, name } = caller.principal
  if (kind === 'role') return noRight
  const domain = await findDomain(call, wanted)
  const names = { domainId: domain?.id ?? wanted.domain.id ?? '', name: wanted.name }
  call.agencyUrn = `iam::${names.domainId}:agency:${names.name}`
  const denial = await denialOn(call, names)
  if (denial) return denial
  const principal = domain && (await findAgency(call, domain, wanted.name))
  const assumption = principal?.enabled ? assumptionBy(account, principal) : undefined
  if (!principal || !assumption) return noRight
  const { seconds = assumption.sessionSecondsMax } = wanted
  if (seconds > assumption.sessionSecondsMax) return tooLong
  const session: Session = { name: wanted.sessionName ?? name, assumedBy: { account, id, name } }
  return { principal, session, expiresAt: expiryOf(call, seconds, caller) }
}

async function findDomain({ store }: Call, { domain }: WantedAgency): Promise<Account | undefined> {
  return (await store.listAccounts(realm)).find((account) => refersTo(domain, account))
}

async function denialOn(call: Call, agency: AgencyNames): Promise<WireError | undefined> {
  call.identity = await identityOf(call.caller, call.store)
  if (call.identity.layers.length === 0) return undefined
  const finding = findOn(call, { asked: nothingAsked, agency })
  const allowed = finding.decision.effect === 'allow'
  call.decision = allowed ? 'allow' : 'deny'
  return allowed ? undefined : denialOf(call, finding)
}

function findAgency({ store }: Call, { id: account }: Account, name: string): Promise<Principal | undefined> {
  return store.findPrincipal({ realm, account, kind: 'role', name })
}
