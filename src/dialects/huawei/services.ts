import {
  actionDenied,
  errors,
  gatewayErrors,
  iamActionDenied,
  iamErrors,
  ownActionDenied,
  ownErrors,
  transportErrors,
} from './errors.ts'
import type { Operation } from './operation.ts'
import type { WireError } from './wire-error.ts'

/** What the services answer differently, where the same thing goes wrong. */
interface Service {
  /** The condition key `g:ServiceName`. */
  readonly name: 'dds' | 'iam'
  /** The longest body of a request, bytes. */
  readonly bodyBytesMax: number
  readonly bodyTooLarge: WireError
  readonly malformedBody: WireError
  readonly unknownToken: WireError
  readonly expiredToken: WireError
  readonly expiredSecurityToken: WireError
  readonly internal: WireError
  /** A caller whose policies do not allow him `action`. */
  readonly denied: (action: string, encodedMessage: string) => WireError
}

const iamBodies = { bodyBytesMax: 32 * 1024, bodyTooLarge: iamErrors.bodyTooLarge, malformedBody: iamErrors.body }

export const services: Record<Operation['service'], Service> = {
  dds: {
    name: 'dds',
    bodyBytesMax: 12 * 1024 * 1024,
    bodyTooLarge: transportErrors['body-too-large'],
    malformedBody: errors.parameter,
    unknownToken: gatewayErrors.unknownToken,
    expiredToken: gatewayErrors.tokenExpired,
    expiredSecurityToken: gatewayErrors.expiredSecurityToken,
    internal: errors.internal,
    denied: actionDenied,
  },
  iam: {
    name: 'iam',
    ...iamBodies,
    unknownToken: iamErrors.notAuthenticated,
    expiredToken: iamErrors.notAuthenticated,
    expiredSecurityToken: iamErrors.expiredSecurityToken,
    internal: iamErrors.internal,
    denied: iamActionDenied,
  },
  'iam-v3.0': {
    name: 'iam',
    ...iamBodies,
    unknownToken: ownErrors.invalidToken,
    expiredToken: ownErrors.expiredToken,
    expiredSecurityToken: iamErrors.expiredSecurityToken,
    internal: ownErrors.internal,
    denied: ownActionDenied,
  },
}
