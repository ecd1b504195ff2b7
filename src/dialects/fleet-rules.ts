import type { Access } from '../access/access.ts'
import type { Principal, Session, Tenant } from '../store/identity.ts'
import type { TaggedInstance } from '../store/instance.ts'
import type { Store, StoreReader } from '../store/store.ts'
import type { RegionId, Tag } from '../tags/tag.ts'
import type { Rejection } from '../tags/tag-change.ts'
import type { TagRules } from '../tags/tag-rules.ts'
import type { RequiredAccess } from './required-access.ts'
import type { WireError } from './wire-error.ts'

/** What the vendor's console calls things. */
export interface ConsoleWords {
  readonly cloud: string
  readonly product: string
  readonly instance: string
  /** What instances belong to: an account, a project. */
  readonly tenant: string
  readonly region: string
  readonly tagKey: string
  readonly tagValue: string
}

/** The languages that consoles are in, as BCP 47 names them. */
export type Language = 'en' | 'zh'

/** Why the vendor would not do it, by his code and in his words. */
export interface Refusal {
  readonly code: string
  readonly message: string
}

/** The policies do not allow it. */
export interface Denial extends Refusal {
  /** As policies name both. */
  readonly action: string
  readonly resource: string
}

/** Who asks for something, once he has shown who he is. */
export interface FleetCaller {
  readonly principal: Principal
  /** Of temporary credentials. */
  readonly session?: Session | undefined
  /** Milliseconds since 1970. */
  readonly at: number
  readonly sourceIp: string
}

/** What a change does to the tags of one instance. */
export interface WantedTags {
  readonly set: readonly Tag[]
  /** Keys. */
  readonly unset: readonly string[]
}

/**
 * What one caller may do, decided as the vendor's own calls are. Without a look-up: ask it in transactions too.
 * Undefined is yes.
 */
export interface FleetPermissions {
  /** Listing the instances of a region, with their tags. */
  denialOfList(tenant: Tenant, region: RegionId): Denial | undefined
  /** Reading all about one instance. */
  denialOfRead(tenant: Tenant, instance: TaggedInstance): Denial | undefined
  /** Changing the tags of an instance as it is at the moment. @param wanted all that is asked for, also what is so already */
  denialOfChange(tenant: Tenant, instance: TaggedInstance, wanted: WantedTags): Denial | undefined
}

/** What is called, for whom, with what: a parameter of an operation. */
export interface ServedParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'body'
  /** In the vendor's terms. */
  readonly type: string
  readonly required: boolean
  /** In words. */
  readonly limits: string
  /** Codes of the errors that it can give. */
  readonly errors: readonly string[]
  /** Of an object, or of the objects in an array. */
  readonly members?: readonly ServedParameter[]
}

/** An operation of the vendor's API, read off its own definition. */
export interface ServedOperation {
  readonly name: string
  readonly service: string
  /** Of the API; absent where the path tells it. */
  readonly version?: string
  readonly method: string
  readonly path: string
  /** Title or address of its page. */
  readonly docs: string
  readonly access: RequiredAccess
  /** Whether a call of it is signed; where not, its body shows who calls. */
  readonly signed: boolean
  /** Whether its answer is credentials, which outlive what they were asked for with. */
  readonly issuesCredentials: boolean
  readonly parameters: readonly ServedParameter[]
  readonly errors: readonly (Refusal & { readonly status: number })[]
}

/** A user with a password. */
export interface PasswordProof {
  /** Names. */
  readonly account: string
  readonly user: string
  readonly password: string
}

/** Where somebody signs in. */
export interface SignInContext {
  readonly store: Store
  readonly access: Access
  /** Milliseconds since 1970. */
  readonly at: number
  readonly remoteAddress: string
}

/** What has to be known of a vendor to show and change the tags of his fleet without his own protocol. */
export interface FleetRules {
  readonly words: Readonly<Record<Language, ConsoleWords>>
  readonly tagRules: TagRules
  /** What a breach of the rules for keys, or for values, is answered with. */
  readonly keyRefusal: Refusal
  readonly valueRefusal: Refusal
  /** How the vendor says what the tag engine refuses. */
  readonly rejections: Readonly<Record<Rejection['kind'], Refusal>>
  readonly operations: readonly ServedOperation[]
  /** Regions that a tenant may have instances in. */
  regionsOf(tenant: Tenant): readonly RegionId[]
  tagsPerInstanceMax(tenant: Tenant): number
  /** As the change log names him. */
  actorOf(principal: Principal, session?: Session): string
  permissionsOf(caller: FleetCaller, store: StoreReader): Promise<FleetPermissions>
  /** Absent where users have no passwords. The attempts count together with those at the vendor's own API. */
  readonly signIn?: (proof: PasswordProof, context: SignInContext) => Promise<Principal | WireError>
}
