import type { Rejection } from '../../tags/tag-change.ts'
import type { TransportRefusal } from '../dialect.ts'
import { WireError } from './wire-error.ts'

/** Errors of DDS: "Error Codes" of its API reference. Two of 400 and 403 are worded by us, see `stateForbids` and `noSuchJob`. */
export const errors = {
  parameter: dds(400, 'DBS.280001', 'Parameter error.'),
  tagKey: dds(400, 'DBS.280482', 'Invalid user tag key.'),
  tagValue: dds(400, 'DBS.280483', 'Invalid tag value.'),
  tagLimit: dds(400, 'DBS.280484', 'Tag number reach limit.'),
  filterKey: dds(400, 'DBS.280441', 'Invalid key.'),
  limit: dds(400, 'DBS.280439', 'Invalid limit.'),
  offset: dds(400, 'DBS.280440', 'Invalid offset.'),
  noSuchInstance: dds(400, 'DBS.280110', 'The DB instance does not exist.'),
  projectId: dds(400, 'DBS.280408', 'Invalid project id'),
  otherProject: dds(400, 'DBS.200010', 'Authentication failed.'),
  noSuchJob: dds(400, 'DBS.280016', 'Resource not found.'),
  instanceName: dds(400, 'DBS.280234', 'Invalid DB instance name'),
  datastoreType: dds(400, 'DBS.280235', 'Invalid database type.'),
  datastoreVersion: dds(400, 'DBS.280236', 'Invalid database version.'),
  spec: dds(400, 'DBS.280239', 'Invalid specifications.'),
  storageType: dds(400, 'DBS.280241', 'Invalid storage type.'),
  storageSize: dds(400, 'DBS.280242', 'Invalid storage space.'),
  availabilityZone: dds(400, 'DBS.280244', 'Invalid AZ.'),
  vpc: dds(400, 'DBS.280247', 'Invalid VPC.'),
  subnet: dds(400, 'DBS.280248', 'Invalid subnet.'),
  securityGroup: dds(400, 'DBS.280249', 'Invalid security group.'),
  mode: dds(400, 'DBS.280342', 'Invalid instance mode.'),
  password: dds(400, 'DBS.200052', 'Invalid password.'),
  port: dds(400, 'DBS.200059', 'Invalid port.'),
  enterpriseProject: dds(403, 'DBS.280433', 'Invalid enterprise project ID.'),
  undeletable: dds(403, 'DBS.280406', 'The DB instance cannot be deleted.'),
  stateForbids: dds(403, 'DBS.200011', 'The operation is not allowed in the current status of the DB instance.'),
  internal: dds(500, 'DBS.280005', 'Server error. Try again later.'),
} satisfies Record<string, WireError>

/** A caller whose policies do not allow him `action`. The sentence after its name is cut off in the catalogue; it is ours. */
export function actionDenied(action: string, encodedMessage: string): WireError {
  const message = `You do not have following permission to perform this operation: ${action}. Contact your administrator.`
  return new WireError('service', 403, 'DBS.280063', message, encodedMessage)
}

/** What the tag engine refuses, in the words of DDS. */
export const rejections = {
  'instances-not-found': errors.noSuchInstance,
  // Of changes that say which revision they have seen: no operation of the vendor's does.
  'changed-since': errors.internal,
  'over-limit': errors.tagLimit,
} satisfies Record<Rejection['kind'], WireError>

/** Errors of the API gateway in front of the services: its "Error Codes", messages as seen on the wire. */
export const gatewayErrors = {
  noSuchApi: gateway(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment.'),
  malformed: gateway(400, 'APIGW.0201', 'Bad request: the request is malformed.'),
  noCredential: incorrectAuthentication('x-auth-token not found'),
  unknownToken: incorrectAuthentication('decrypt token fail'),
  noSecurityToken: incorrectAuthentication('x-security-token not found'),
  foreignSecurityToken: incorrectAuthentication('the security token is not one of the access key'),
  expiredSecurityToken: incorrectAuthentication('the security token has expired'),
  tokenExpired: gateway(401, 'APIGW.0307', 'The token must be updated'),
} satisfies Record<string, WireError>

/** What the server refused before it was a request. */
export const transportErrors = {
  'body-too-large': gateway(413, 'APIGW.0201', 'Request entity too large'),
  'target-too-long': gateway(414, 'APIGW.0201', 'Request URI too long'),
  'headers-too-large': gateway(494, 'APIGW.0201', 'Request header too large'),
  'too-slow': gateway(408, 'APIGW.0201', 'Request timeout'),
  malformed: gatewayErrors.malformed,
  overloaded: gateway(503, 'APIGW.0201', 'Backend unavailable'),
} satisfies Record<TransportRefusal, WireError>

/** A credential that the gateway does not accept; `tail` says why, as in §1.6 of the vendor's error list: `ak X not exist`. */
export function incorrectAuthentication(tail: string): WireError {
  return gateway(401, 'APIGW.0301', `Incorrect IAM authentication information: ${tail}`)
}

/** Errors of IAM, in Keystone's shape unless IAM's own codes are stated: "Error Codes" of the IAM API reference. */
export const iamErrors = {
  notAuthenticated: keystone(401, 'The request you have made requires authentication.'),
  wrongPassword: keystone(401, 'The username or password is wrong.'),
  unknownScope: keystone(401, 'The project or domain of the scope does not exist or is not yours.'),
  invalidToken: keystone(401, 'The token is invalid.'),
  locked: keystone(401, 'The account is locked after repeated failures; try again in 15 minutes.'),
  malformed: keystone(400, 'A member of the request is missing or invalid.'),
  noSuchToken: keystone(404, 'Could not find token'),
  forbidden: keystone(403, 'You are not authorized to perform the requested action.'),
  noRight: keystone(403, 'You have no right to do this action'),
  projectsAreFixed: keystone(403, 'Projects cannot be created here: the project does not exist in the seed file.'),
  internal: keystone(500, 'An unexpected error prevented the server from fulfilling your request.'),
  body: own(400, 'IAM.0011', 'The request body is invalid.'),
  busy: own(429, 'IAM.0012', 'Too many passwords are being checked; try again later.'),
  bodyTooLarge: own(400, 'IAM.1101', 'The request body is too large.'),
  /** The vendor's list has it under 400; other credentials that ran out answer 401. */
  expiredSecurityToken: own(401, 'IAM.1108', 'The securitytoken has expired.'),
} satisfies Record<string, WireError>

/** Errors of IAM's own API under `/v3.0`, which has its own codes throughout. */
export const ownErrors = {
  invalidToken: own(401, 'IAM.0067', 'Invalid token.'),
  expiredToken: own(401, 'IAM.0066', 'The token has expired.'),
  forbidden: own(403, 'IAM.0002', 'You are not authorized to perform the requested action.'),
  tooManyKeys: own(429, 'IAM.0012', 'Too many temporary access keys have not expired; try again later.'),
  internal: own(500, 'IAM.0006', 'An unexpected error prevented the server from fulfilling your request.'),
} satisfies Record<string, WireError>

/** A member of the body that must be there and is not. */
export function missingMember(name: string): WireError {
  return own(400, 'IAM.0072', `'${name}' is a required property.`)
}

/** A member of the body that is not what it may be. @param why in words of ours */
export function invalidMember(name: string, why = ''): WireError {
  return own(400, 'IAM.0007', `Request parameter ${name} is invalid${why === '' ? '' : `: ${why}`}.`)
}

/** {@link iamActionDenied} in the words of IAM's own API. */
export function ownActionDenied(action: string, encodedMessage: string): WireError {
  return own(403, 'IAM.0003', `Policy doesn't allow ${action} to be performed.`, encodedMessage)
}

/** A caller whose policies do not allow him `action` of IAM. The SDKs read the encoded message here, too. */
export function iamActionDenied(action: string, encodedMessage: string): WireError {
  return keystone(403, `You are not authorized to perform the requested action: ${action}.`, encodedMessage)
}

const keystoneTitles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
}

/** The body of an error: JSON, in the shape of its producer. */
export function errorBody({ producer, status, code, message, encodedMessage }: WireError, requestId: string): string {
  switch (producer) {
    case 'keystone':
      return JSON.stringify({
        error: { code: status, message, title: keystoneTitles[status], encoded_authorization_message: encodedMessage },
      })
    case 'gateway':
      return JSON.stringify({ error_msg: message, error_code: code, request_id: requestId })
    default:
      return JSON.stringify({ error_code: code, error_msg: message, encoded_authorization_message: encodedMessage })
  }
}

function dds(status: number, code: string, message: string): WireError {
  return new WireError('service', status, code, message)
}

function gateway(status: number, code: string, message: string): WireError {
  return new WireError('gateway', status, code, message)
}

function own(status: number, code: string, message: string, encodedMessage?: string): WireError {
  return new WireError('iam', status, code, message, encodedMessage)
}

function keystone(status: number, message: string, encodedMessage?: string): WireError {
  return new WireError('keystone', status, `IAM.${status}`, message, encodedMessage)
}
