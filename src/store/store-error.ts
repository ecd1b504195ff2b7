/** Why a store cannot be opened, in words for the person who started the server. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** What a store that is out of reach for a while answers. Whether a write was done is not known. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
