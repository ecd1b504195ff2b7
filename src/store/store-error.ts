/** Why a store cannot be opened, in words for the person who started the server. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
}

/** What a store answers that is out of reach for a while, or on a full or failing disk. Whether a write was done is not known. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
