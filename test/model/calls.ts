/** A tag as a call to R-kvstore names it. */
export interface Pair {
  readonly key: string
  readonly value?: string
}

/** How a call to R-kvstore is signed and where its parameters go. */
export type Wire = 'V3 query' | 'V3 form' | 'V1 query' | 'V1 form'

/** A call to R-kvstore; what is undefined is not sent. */
export interface AlibabaCall {
  readonly cloud: 'alibaba'
  readonly operation: 'TagResources' | 'UntagResources' | 'ListTagResources' | 'DescribeTags'
  readonly wire: Wire
  readonly region: string | undefined
  readonly resourceType: string | undefined
  readonly ids: readonly string[]
  /** `Tag.N` */
  readonly tags: readonly Pair[]
  /** `TagKey.N` */
  readonly keys: readonly string[]
  readonly all: string | undefined
}

/** A call to DDS; `body` is sent as JSON. */
export interface HuaweiCall {
  readonly cloud: 'huawei'
  readonly operation: 'BatchTagAction' | 'ListInstanceTags' | 'ListProjectTags' | 'ListInstancesByTags'
  readonly project: string
  readonly instance: string
  readonly body: unknown
}

export type Call = AlibabaCall | HuaweiCall

/** What a call is answered: an error in the vendor's words, or what the success says, without ids and page tokens. */
export type Answer =
  | { readonly status: number; readonly code: string; readonly message: string }
  | { readonly status: 200; readonly result: unknown }
