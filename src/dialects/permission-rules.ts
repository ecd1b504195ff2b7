import type { Decision } from '../access/policy/decision.ts'
import type { Layer } from '../access/policy/layer.ts'
import type { Request } from '../access/policy/request.ts'
import type { Principal, Session } from '../store/identity.ts'
import type { StoreReader } from '../store/store.ts'
import type { Tag } from '../tags/tag.ts'
import type { Objection } from './identity-rules.ts'

/** A call that somebody might make, as far as policies look at it. */
export interface Attempt {
  /** As policies name it, or the name of an operation. */
  readonly action: string
  /** An instance by its id or by the name that policies have for it; absent where the action is about none. */
  readonly resource?: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly sourceIp: string
  /** The tags that the call would attach. */
  readonly requestTags: readonly Tag[]
  /** Further keys that it names. */
  readonly tagKeys: readonly string[]
  /** The tags that the resource has; absent: as they are stored. */
  readonly resourceTags?: readonly Tag[]
  /** Of a call that assumes a role. */
  readonly externalId?: string
  /** Condition keys that the other members do not tell, with their values. */
  readonly context: ReadonlyMap<string, readonly string[]>
}

/** A question about an attempt. */
export interface PermissionQuestion extends Attempt {
  readonly principal: Principal
  readonly session?: Session | undefined
}

/** One resource of an attempt, ready to decide on. */
export interface PermissionCase {
  /** As policies name the action and the resource. */
  readonly action: string
  readonly resource: string
  /** What the resource is called, where it has a name. */
  readonly resourceName?: string
  /** The tags that were taken for those of the resource; absent where it can have none. */
  readonly resourceTags?: readonly Tag[]
  readonly request: Request
  /** Empty where the policies do not matter: the caller may do everything. */
  readonly layers: readonly Layer[]
  /** Why it is refused whatever the policies say; a sentence. */
  readonly refusal?: string
  /** What is to be known about the case; sentences. */
  readonly notes: readonly string[]
}

/** What the message of a denial holds. */
export interface Diagnosis {
  readonly requestId: string
  /** The caller, by the vendor's name for him. */
  readonly caller: string
  /** Of temporary credentials. */
  readonly session?: Session
  readonly decision: Decision
  /** What was asked, with the tags that the resource had then; without them where it was not looked up. */
  readonly attempt: Attempt
}

/** How a vendor's calls become requests to policies, outside of a call. */
export interface PermissionRules {
  /** Every action that can be asked about. */
  readonly actions: readonly string[]
  /** The resources of an attempt, each a case: it is allowed if each of them is. */
  casesOf(question: PermissionQuestion, store: StoreReader): Promise<readonly PermissionCase[] | Objection>
  /** Reads what this dialect sealed into a denial; undefined if it is not his. @param diagnosis parsed JSON */
  readDiagnosis(diagnosis: unknown): Diagnosis | undefined
}
