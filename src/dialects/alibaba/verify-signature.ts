import assert from 'node:assert/strict'
import { equalsInConstantTime } from '../../access/constant-time.ts'
import type { WireError } from '../wire-error.ts'
import type { Call } from './call.ts'
import { gatewayErrors } from './errors.ts'
import { signedParameters, signV1, stringToSignV1 } from './signature-v1.ts'
import { canonicalRequest, digestOf, signV3, stringToSignV3 } from './signature-v3.ts'

/** Whether the signature is that of the verb and of all parameters. */
export function verifyV1({ request, parameters, credentials, key }: Call): WireError | undefined {
  assert(credentials.signature !== undefined)
  const stringToSign = stringToSignV1(request.method, signedParameters(parameters))
  const good = equalsInConstantTime(credentials.signature, signV1(stringToSign, key.secret))
  return good ? undefined : gatewayErrors.signatureV1(stringToSign)
}

/** Whether the signature is that of verb, query, signed headers and body, and the body has the digest that is stated. */
export function verifyV3({ request, parameters, credentials: { authorization }, key }: Call): WireError | undefined {
  assert(authorization)
  const { signedHeaders, signature } = authorization
  const { method, headers, body } = request
  const bodyDigest = digestOf(body)
  const canonical = canonicalRequest(method, parameters.query, headers, signedHeaders, bodyDigest)
  const stringToSign = stringToSignV3(canonical)
  const good = equalsInConstantTime(signature, signV3(stringToSign, key.secret))
  return good && headers['x-acs-content-sha256'] === bodyDigest
    ? undefined
    : gatewayErrors.signatureV3(stringToSign, canonical)
}
