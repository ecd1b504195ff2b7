import type { IncomingHttpHeaders } from 'node:http'
import type { Parameters } from './parameters.ts'
import { type AuthorizationV3, parseAuthorizationV3 } from './signature-v3.ts'

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

/** A request is of V3 if its `Authorization` says so; V1 clients send some of V3's headers too. */
export function isV3(headers: IncomingHttpHeaders): boolean {
  return headers.authorization?.startsWith('ACS3-') ?? false
}

export function readCredentials(headers: IncomingHttpHeaders, values: Parameters['values']): Credentials {
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
function credentialsV3(headers: IncomingHttpHeaders, values: Parameters['values']): Credentials {
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
