import { WireError } from '../wire-error.ts'

/** A product of the cloud. Its API version tells it from the others, since clients may call any host name. */
export interface Product {
  readonly code: string
  readonly version: string
  /** How it says that policies do not allow a call. */
  readonly denial: WireError
}

/** ApsaraDB for Redis. */
export const rKvstore: Product = {
  code: 'R-kvstore',
  version: '2015-01-01',
  denial: new WireError(
    403,
    'Forbidden.RAM',
    "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  ),
}

/** Security Token Service. */
export const sts: Product = {
  code: 'Sts',
  version: '2015-04-01',
  denial: new WireError(
    403,
    'NoPermission',
    'You are not authorized to do this action. You should be authorized by RAM.',
  ),
}
