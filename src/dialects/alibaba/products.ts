/** A product of the cloud. Its API version tells it from the others, since clients may call any host name. */
export interface Product {
  readonly code: string
  readonly version: string
}

/** ApsaraDB for Redis. */
export const rKvstore: Product = { code: 'R-kvstore', version: '2015-01-01' }

/** Security Token Service. */
export const sts: Product = { code: 'Sts', version: '2015-04-01' }
