/** What an operation does to what it is about, in the words of the vendors' authorization tables. */
export type AccessLevel = 'read' | 'list' | 'write' | 'tagging'

/** What a caller must be allowed before an operation runs for him. */
export interface RequiredAccess {
  /** What a policy names: `kvstore:UntagResources`. Absent where every caller may. */
  readonly action?: string
  readonly level: AccessLevel
  /** What it is needed on, as the vendor's policies name resources; `*` where none can be named. */
  readonly resources: string
}
