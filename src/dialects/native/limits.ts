/** An edit of the largest selection, each instance named: some 100 bytes for each. */
export const bodyBytesMax = 512 * 1024
/** Characters of an id, a name, a secret that is worth looking up. */
export const textLengthMax = 512
/** Key with a secret in one `Authorization`: one of each cloud. */
export const basicCredentialsMax = 4
/** Instances that a call may change: the embedded store answers nobody else while it writes them in one transaction. */
export const instancesMax = 2000
/** Tags that a call may change. What is let through can be undone, since an undo takes back as many. */
export const changedTagsMax = 20_000
/** Instances on a page of a search, and keys or values of a count: as many as a store gives at once. */
export const pageMax = 1000
export const countsMax = 1000
/** Tenants that one search or history spans: as many as a store takes at once. */
export const tenantsMax = 200
/** What a search is sorted by at most. */
export const sortKeysMax = 3
/** Characters of a request that is pasted, and of what its client signed. */
export const pastedLengthMax = 128 * 1024
/** Headers of a request that is pasted. */
export const pastedHeadersMax = 100
/** Characters of them: a client may name one a hundred times among those that it signed. */
export const pastedHeaderLengthMax = 16 * 1024
