/** The largest documented call, TagResources of 20 tags to 50 instances, has about 110 parameters. */
export const parametersMax = 500

/** 20 tags of the longest keys and values, percent-encoded, for 50 instances: some 130 kB. */
export const bodyBytesMax = 256 * 1024

/** Clients sign eight headers. Each may stand in the list once, or one long header could be multiplied. */
export const signedHeadersMax = 64

/** Clients send 32 to 64 characters; a nonce is stored for as long as its request could be repeated. */
export const nonceLengthMax = 128

/** At most this many `ResourceId.N` in one call (R-kvstore 2015-01-01, UntagResources and TagResources). */
export const instancesPerCallMax = 50

/** At most this many `Tag.N` or `TagKey.N` in one call (the same pages). */
export const tagsPerCallMax = 20

/** At most this many `Tag.N` to filter by (R-kvstore 2015-01-01, DescribeInstances). */
export const tagFiltersMax = 5

/** At most this many ids in `InstanceIds` (the same page). */
export const instanceIdsMax = 30

/** Rows on a page of ListTagResources, and tags on one of DescribeTags; the operations have no page size parameter. */
export const tagsPerPage = 50

/** `PageSize` of DescribeInstances: 30 if absent, and no more than 50 whatever is asked for. */
export const pageSizeDefault = 30
export const pageSizeMax = 50

/** Characters of a resource id that is worth looking up; ids of the vendor have 20. */
export const resourceIdLengthMax = 64

/** DescribeInstancesOverview has no pages; it lists no more than this many of the instances that it counts. */
export const overviewInstancesMax = 1000

/** Characters of the token that makes CreateInstance idempotent (R-kvstore 2015-01-01, CreateInstance). */
export const clientTokenLengthMax = 64

/** For how long that token stands for its order, milliseconds; the page does not say. */
export const clientTokenMs = 7 * 24 * 3_600_000

/** `DurationSeconds` of AssumeRole, and the longest that the maximum of a role may be (Sts 2015-04-01, AssumeRole). */
export const sessionSecondsMin = 900
export const sessionSecondsDefault = 3600
export const sessionSecondsMax = 43_200

/** Permanent access keys of a RAM user, and of the account itself (RAM documentation, "Limitations"). */
export const keysPerUserMax = 2
export const keysPerAccountMax = 5
