import { errors, gatewayErrors, iamErrors, type Refusal } from './errors.ts'
import type { Operation } from './operation.ts'

/** What the two services answer differently, where the same thing goes wrong. */
interface Service {
  readonly bodyBytesMax: number
  readonly bodyTooLarge: Refusal
  readonly malformedBody: Refusal
  readonly unknownToken: Refusal
  readonly expiredToken: Refusal
  readonly internal: Refusal
}

export const services: Record<Operation['service'], Service> = {
  dds: {
    bodyBytesMax: 12 * 1024 * 1024,
    bodyTooLarge: gatewayErrors.bodyTooLarge,
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
