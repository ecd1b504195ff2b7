import type { TransportRefusal } from '../dialect.ts'
import type { Denial } from '../fleet-rules.ts'
import { WireError } from '../wire-error.ts'

/** Why a call is refused, with what a program needs to know of it beside the message. */
export class ApiError extends WireError {
  readonly details: Readonly<Record<string, unknown>>

  constructor(status: number, code: string, message: string, details: ApiError['details'] = {}) {
    super(status, code, message)
    this.details = details
  }
}

/** Errors of this API. What the vendors' rules and policies refuse has the vendor's code and words. */
export const errors = {
  malformed: new ApiError(400, 'MalformedRequest', 'Percent-encode path and query as UTF-8'),
  body: new ApiError(
    400,
    'MalformedBody',
    'Send one JSON object in UTF-8, no member twice, at most 32 deep and of 20,000 values',
  ),
  parameter: new ApiError(400, 'InvalidParameter', 'Correct what `parameter` names, as the message says'),
  wrongCredentials: new ApiError(401, 'WrongCredentials', 'Check the credentials: nobody is let in with them'),
  notSignedIn: new ApiError(
    401,
    'NotSignedIn',
    'Sign in with POST /api/v1/session, or send an access key in Authorization: Basic',
  ),
  linkSpent: new ApiError(401, 'LinkSpent', 'Open a new link: this one was used, or is older than ten minutes'),
  crossSite: new ApiError(
    403,
    'CrossSite',
    'Send what changes something from a page of this server, as application/json, with the header X-Tagplane-Client',
  ),
  noSuchOperation: new ApiError(404, 'NoSuchOperation', 'Read /api/v1/openapi.json: it lists every path there is'),
  noSuchInstance: new ApiError(404, 'InstanceNotFound', 'There is no such instance among those that you may read'),
  selector: new ApiError(
    400,
    'InvalidSelector',
    'Write the selector as the message says; `column` is where it went wrong',
  ),
  patternTooBroad: new ApiError(400, 'PatternTooBroad', 'Narrow the pattern: too many different values match it'),
  searchTooLong: new ApiError(503, 'SearchTooLong', 'Narrow the search: it took longer than it may'),
  tooManySearches: new ApiError(503, 'TooManySearches', 'Try again later: too many searches are waiting'),
  tooManyReads: new ApiError(429, 'TooManyReads', 'Send fewer searches at once: too many of yours are waiting'),
  historyTooLong: new ApiError(422, 'HistoryTooLong', 'Ask for a later revision: too much happened since'),
  tooManyInstances: new ApiError(422, 'TooManyInstances', 'Choose fewer instances: a call changes 2,000 at most'),
  tooManyTags: new ApiError(422, 'TooManyTags', 'Choose fewer instances: a call changes 20,000 tags at most'),
  tooManyTenants: new ApiError(422, 'TooManyTenants', 'Name a tenant: a call spans 200 of them at most'),
  alreadyThere: new ApiError(
    422,
    'AlreadyThere',
    'Choose which value to keep: an instance carries the new key with another one',
  ),
  selectionChanged: new ApiError(
    409,
    'SelectionChanged',
    'Preview the edit again: it would be about other instances now',
  ),
  changedSince: new ApiError(409, 'ChangedSince', 'Preview again: these tags were changed in between'),
  noSuchChange: new ApiError(404, 'ChangeNotFound', 'There is no such change among those that you may list'),
  requestNotFoundYet: new ApiError(
    422,
    'RequestNotFoundYet',
    'Name the revisions and their tenant: the request is not among the newest changes, further back was not looked',
  ),
  undoTooLong: new ApiError(422, 'UndoTooLong', 'Undo fewer revisions: these changed more than 20,000 tags'),
  noSuchVendorOperation: new ApiError(
    404,
    'OperationNotFound',
    'Read /api/v1/operations: it lists all that are served',
  ),
  noSigningKey: new ApiError(
    422,
    'NoSigningKey',
    'Make an access key for whoever is signed in: there is none to sign with',
  ),
  temporarySession: new ApiError(
    422,
    'TemporarySession',
    'Sign in with a permanent key or a password: nothing is signed for temporary credentials',
  ),
  issuesCredentials: new ApiError(
    422,
    'IssuesCredentials',
    'Make this call with the key itself: its answer is credentials, which would outlive the session',
  ),
  method: new ApiError(405, 'MethodNotAllowed', 'Read /api/v1/openapi.json: the path has no such method'),
  internal: new ApiError(500, 'InternalError', 'The server failed; its log has the cause under the request id'),
  unavailable: new ApiError(503, 'Unavailable', 'The server has too much to do, or no store; try again later'),
} as const

/** A parameter that is not what it may be. @param name with the members that lead to it: `edits.0.set.key` */
export function invalidParameter(name: string, why: string): ApiError {
  const { status, code } = errors.parameter
  return new ApiError(status, code, `${name === '' ? 'Request' : name}: ${why}`, { parameter: name })
}

/** The policies do not allow it, in the vendor's words. */
export function denied({ code, message, action, resource }: Denial): ApiError {
  return new ApiError(403, code, message, { action, resource })
}

/** What the vendor refuses, in his words. */
export function refusedByVendor({ status, code, message }: WireError): ApiError {
  return new ApiError(status, code, message)
}

/** What the server refused before it was a request. */
export const transportErrors = {
  'body-too-large': new ApiError(413, 'BodyTooLarge', 'The request body is larger than this server accepts'),
  'target-too-long': new ApiError(414, 'TargetTooLong', 'The request target is longer than this server accepts'),
  'headers-too-large': new ApiError(431, 'HeadersTooLarge', 'The headers are longer than this server accepts'),
  'too-slow': new ApiError(408, 'RequestTimeout', 'The request did not arrive in time'),
  malformed: new ApiError(400, 'MalformedRequest', 'The request is not valid HTTP'),
  overloaded: errors.unavailable,
} satisfies Record<TransportRefusal, ApiError>
