import type { Rejection } from '../../tags/tag-change.ts'
import type { TransportRefusal } from '../dialect.ts'
import { WireError } from '../wire-error.ts'
import { parametersMax } from './limits.ts'

/** A required parameter is absent. @param name as on the wire: `RegionId` */
export function missing(name: string): WireError {
  return new WireError(400, `Missing${name}`, `${name} is mandatory for this action.`)
}

/** A parameter has a value that no more particular code covers. */
export function invalid(name: string): WireError {
  return new WireError(400, `Invalid${name}`, `Specified parameter ${name} is not valid.`)
}

/** What the gateway in front of every product answers (documentation, "Common client error codes"). */
export const gatewayErrors = {
  tooManyParameters: new WireError(400, 'InvalidParameter', `Send at most ${parametersMax} parameters`),
  /** @param name of the parameter whose value it is; undefined if the name itself cannot be read */
  undecodable: (name: string | undefined) =>
    new WireError(
      400,
      'InvalidParameter',
      name === undefined
        ? 'Percent-encode each parameter name as UTF-8'
        : `Percent-encode the value of parameter ${quote(name)} as UTF-8`,
    ),
  repeated: (name: string) => new WireError(400, 'InvalidParameter', `Send parameter ${quote(name)} only once`),
  listFormat: new WireError(400, 'InvalidTag', 'Illegal parameter serialization format. Flat format is required.'),
  format: new WireError(400, 'InvalidParameter.Format', 'Specified parameter format is not valid.'),
  method: new WireError(403, 'UnsupportedHTTPMethod', 'This HTTP method is not supported.'),
  action: new WireError(404, 'InvalidAction.NotFound', 'Specified api is not found, please check your url and method.'),
  keyNotFound: new WireError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'),
  keyInactive: new WireError(400, 'InvalidAccessKeyId.Inactive', 'Specified access key is disabled.'),
  tokenMalformed: new WireError(400, 'InvalidSecurityToken.Malformed', 'Specified SecurityToken is malformed.'),
  tokenExpired: new WireError(400, 'InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.'),
  tokenMismatch: new WireError(
    400,
    'InvalidSecurityToken.MismatchWithAccessKey',
    'Specified SecurityToken mismatch with the AccessKey.',
  ),
  timestampFormat: new WireError(
    400,
    'InvalidTimeStamp.Format',
    'Specified time stamp or date value is not well formatted.',
  ),
  timestampExpired: new WireError(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.'),
  nonceUsed: new WireError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.'),
  signatureMethod: new WireError(400, 'InvalidSignatureMethod', 'Specified signature method is not valid.'),
  /** Nothing may follow the string: the Go SDK compares all that does with its own. */
  signatureV1: (stringToSign: string) =>
    new WireError(
      400,
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
    ),
  signatureV3: (stringToSign: string, canonicalRequest: string) =>
    new WireError(
      400,
      'SignatureDoesNotMatch',
      `Specified signature does not match our calculation. server StringToSign is [${stringToSign}] server CanonicalRequest is [${canonicalRequest}]`,
    ),
  incompleteSignature: new WireError(
    400,
    'IncompleteSignature',
    'The request signature does not conform to Aliyun standards. server string to sign is:',
  ),
  throttlingUser: new WireError(400, 'Throttling.User', 'Request was denied due to user flow control.'),
  unavailable: new WireError(
    503,
    'ServiceUnavailable',
    'The request has failed due to a temporary failure of the server.',
  ),
  internal: new WireError(
    500,
    'InternalError',
    'The request processing has failed due to some unknown error, exception or failure.',
  ),
} as const

/** The tag errors, in the order of the UntagResources page of 2024-02-20; the other tag operations list the same. */
export const tagErrors = {
  key: new WireError(400, 'InvalidTagKey.Malformed', 'The specified parameter Tag.n.Key or TagKey.n is not valid.'),
  value: new WireError(400, 'InvalidTagValue.Malformed', 'The specified parameter Tag.n.Value is not valid.'),
  resourceId: new WireError(400, 'InvalidParameter.ResourceId', 'The specified parameter ResourceId.n is not valid.'),
  nothingSelected: new WireError(
    400,
    'MissParameter.TagOrResourceId',
    'The parameter Tag.n or ResourceId.n is needed.',
  ),
  scope: new WireError(400, 'InvalidParameter.Scope', 'The specified parameter Scope is not valid.'),
  resourceIds: new WireError(400, 'NumberExceed.ResourceIds', 'The ResourceIds parameter number is exceed.'),
  tags: new WireError(400, 'NumberExceed.Tags', 'The Tags parameter number is exceed.'),
  duplicateKey: new WireError(400, 'Duplicate.TagKey', 'The specified parameter Tag.n.Key is duplicated.'),
  resourceType: new WireError(
    400,
    'InvalidParameter.ResourceType',
    'The specified parameter ResourceType is not valid.',
  ),
  instance: new WireError(404, 'InvalidDbInstanceId.NotFound', 'Specified instance does not exist.'),
} as const

/** How a refused change of tags is answered. */
export const rejections = {
  'instances-not-found': tagErrors.instance,
  // Of changes that say which revision they have seen: no operation of the vendor's does.
  'changed-since': gatewayErrors.unavailable,
  'over-limit': tagErrors.tags,
} satisfies Record<Rejection['kind'], WireError>

/** Errors of the instance operations (R-kvstore 2015-01-01, pages of the operations and "Error code table"). */
export const instanceErrors = {
  notFound: new WireError(404, 'InvalidInstanceId.NotFound', 'The InstanceId provided does not exist in our records.'),
  instanceIds: new WireError(400, 'InvalidInstanceIds.Malformed', 'The Specified parameter InstanceIds is not valid.'),
  name: new WireError(400, 'InvalidInstanceName.Malformed', 'The Specified parameter InstanceName is not valid.'),
  password: new WireError(400, 'InvalidPassword.Malformed', 'The Specified parameter Password is not valid.'),
  newPassword: new WireError(400, 'InvalidPassword.Malformed', 'The Specified parameter NewPassword is not valid.'),
  nothingToModify: new WireError(
    400,
    'MissingParameter',
    'InstanceName or NewPassword at least one is mandatory for this action.',
  ),
  classMissing: new WireError(400, 'MissingClassCode', 'Capacity or InstanceClass is mandatory for this action.'),
  capacity: new WireError(400, 'InvalidCapacity.NotFound', 'The Capacity provided does not exist in our records.'),
  instanceClass: new WireError(404, 'InvalidDBInstanceClass.NotFound', 'Specified DB instance class is not found.'),
  region: new WireError(
    404,
    'InvalidRegion.NotFound',
    'The RegionId or ZoneId provided does not exist in our records.',
  ),
  zone: new WireError(400, 'InvalidZoneId.NotFound', 'The ZoneId provided is invalid.'),
  token: new WireError(400, 'InvalidToken.Malformed', 'The Specified parameter Token is not valid.'),
  tokenUsedDifferently: new WireError(
    400,
    'IdempotentParameterMismatch',
    'Request uses a client token in a previous request but is not identical to that request.',
  ),
  dryRun: new WireError(400, 'DryRunOperation', 'Request validation has been passed with DryRun flag set.'),
  releaseProtection: new WireError(
    403,
    'InstanceReleaseProtection',
    'The operation is not permitted due to instance release protection.',
  ),
  state: new WireError(403, 'IncorrectDBInstanceState', 'Current DB instance state does not support this operation.'),
} as const

/** What the server refused before it was a request. Only the last is in the vendor's words. */
export const transportErrors = {
  'body-too-large': new WireError(413, 'RequestEntityTooLarge', 'The request body is larger than this server accepts'),
  'target-too-long': new WireError(414, 'RequestURITooLong', 'The request URI is longer than this server accepts'),
  'headers-too-large': new WireError(
    431,
    'RequestHeaderFieldsTooLarge',
    'The headers are longer than this server accepts',
  ),
  'too-slow': new WireError(408, 'RequestTimeout', 'The request did not arrive in time'),
  malformed: new WireError(400, 'BadRequest', 'The request is not valid HTTP'),
  overloaded: gatewayErrors.unavailable,
} satisfies Record<TransportRefusal, WireError>

/** A caller's text, short enough to be said back. */
function quote(text: string): string {
  return JSON.stringify(text.length > 64 ? `${text.slice(0, 64)}…` : text)
}
