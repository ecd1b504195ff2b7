import type { SigningKey } from '../../access/access.ts'
import type { DialectContext, WireRequest } from '../dialect.ts'
import type { Members, Operation, Prepared } from './operation.ts'
import { type Parameters, readParameters } from './parameters.ts'
import type { Product } from './products.ts'
import { newRequestId } from './request-id.ts'
import { type AuthorizationV3, parseAuthorizationV3 } from './signature-v3.ts'
import type { WireError } from './wire-error.ts'

/** One request on its way through the steps: what each of them found out is there for the next. */
export interface Exchange {
  readonly request: WireRequest
  readonly context: DialectContext
  readonly requestId: string
  /** When it came in, milliseconds since 1970. */
  readonly at: number
  readonly parameters: Parameters
  readonly credentials: Credentials
  product?: Product
  operation?: Operation
  key?: SigningKey
  /** The caller, as the change log names him; known once the signature is verified. */
  actor?: string
  /** The time that the caller signed, milliseconds since 1970. */
  signedAt?: number
  prepared?: Prepared
  members?: Members
}

/** What a check comes to: why the request is refused, or nothing. */
export type Verdict = WireError | undefined

/** The common parameters, wherever the caller's signature version places them. Absent ones are undefined. */
export interface Credentials {
  readonly version: 'V1' | 'V3'
  readonly action: string | undefined
  readonly apiVersion: string | undefined
  readonly accessKeyId: string | undefined
  readonly timestamp: string | undefined
  readonly nonce: string | undefined
  readonly signature: string | undefined
  readonly securityToken: string | undefined
  /** V3 only; undefined if the header is malformed. */
  readonly authorization?: AuthorizationV3 | undefined
}

export function beginExchange(request: WireRequest, context: DialectContext): Exchange {
  const parameters = readParameters(request)
  const credentials = readCredentials(request, parameters)
  return { request, context, requestId: newRequestId(), at: context.now(), parameters, credentials }
}

/** A request is of V3 if its `Authorization` says so; V1 clients send some of V3's headers too. */
export function isV3(headers: WireRequest['headers']): boolean {
  return headers.authorization?.startsWith('ACS3-') ?? false
}

function readCredentials({ headers }: WireRequest, { values }: Parameters): Credentials {
  return isV3(headers) ? credentialsV3(headers, values) : credentialsV1(values)
}

function credentialsV1(values: Parameters['values']): Credentials {
  return {
    version: 'V1',
    action: values.get('Action'),
    apiVersion: values.get('Version'),
    accessKeyId: values.get('AccessKeyId'),
    timestamp: values.get('Timestamp'),
    nonce: values.get('SignatureNonce'),
    signature: values.get('Signature'),
    securityToken: values.get('SecurityToken') || undefined,
  }
}

/** Parameters of the same meaning are signed as well, and win over the headers. */
function credentialsV3(headers: WireRequest['headers'], values: Parameters['values']): Credentials {
  const authorization = parseAuthorizationV3(headers.authorization ?? '')
  return {
    version: 'V3',
    action: values.get('Action') ?? textOf(headers['x-acs-action']),
    apiVersion: values.get('Version') ?? textOf(headers['x-acs-version']),
    accessKeyId: authorization?.accessKeyId,
    timestamp: textOf(headers['x-acs-date']),
    nonce: textOf(headers['x-acs-signature-nonce']),
    signature: authorization?.signature,
    securityToken: textOf(headers['x-acs-security-token']) || undefined,
    authorization,
  }
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined
}
