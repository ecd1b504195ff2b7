/** Whether something holds, or that this depends on what is not known yet. */
export type Truth = boolean | 'unknown'

/** A version of a policy language, as the element `Version` writes it: requests are named in each version's own terms. */
export type Version = string

/**
 * What a caller wants to do, in each policy language of its cloud: first the action's name, then older names that
 * grant it too. Make one value for each operation and keep it: what is found out about it is remembered by identity.
 */
export type ActionNames = Readonly<Record<Version, readonly [name: string, ...aliases: string[]]>>

/** The resource, in each policy language of its cloud; undefined while it is not known by that name. */
export type ResourceNames = Readonly<Record<Version, string | undefined>>

/** What a condition key holds: its values; undefined if the request has no such key; or not known yet. */
export type Found = readonly string[] | undefined | 'unknown'

/** What conditions are tested on. Asked only for the keys that a statement names. */
export interface RequestContext {
  values(key: string): Found
}

/** One action on one resource. A call that names several resources is several requests, and each must be allowed. */
export interface Request {
  readonly action: ActionNames
  readonly resource: ResourceNames
  readonly context: RequestContext
  /** The names that the caller goes by in the element `Principal`; needed where a trust policy is among the layers. */
  readonly principals?: readonly string[]
}
