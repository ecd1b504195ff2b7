import { errors, gatewayErrors, iamErrors, transportErrors } from './errors.ts'
import type { Operation } from './operation.ts'
import type { WireError } from './wire-error.ts'

/** What the two services answer differently, where the same thing goes wrong. */
interface Service {
  /** The longest body of a request, bytes. */
  readonly bodyBytesMax: number
  readonly bodyTooLarge: WireError
  readonly malformedBody: WireError
  readonly unknownToken: WireError
  readonly expiredToken: WireError
  readonly internal: WireError
}

export const services: Record<Operation['service'], Service> = {
  dds: {
    bodyBytesMax: 12 * 1024 * 1024,
    bodyTooLarge: transportErrors['body-too-large'],
    malformedBody: errors.parameter,
    unknownToken: gatewayErrors.unknownToken,
    expiredToken: gatewayErrors.tokenExpired,
    internal: errors.internal,
  },
  iam: {
    bodyBytesMax: 32 * 1024,
    bodyTooLarge: iamErrors.bodyTooLarge,
    malformedBody: iamErrors.body,
    unknownToken: iamErrors.notAuthenticated,
    expiredToken: iamErrors.notAuthenticated,
    internal: iamErrors.internal,
  },
}
