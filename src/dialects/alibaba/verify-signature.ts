import assert from 'node:assert/strict'
import { equalsInConstantTime } from '../../access/constant-time.ts'
import type { WireError } from '../wire-error.ts'
import type { Call } from './call.ts'
import { gatewayErrors } from './errors.ts'
import { signV1 } from './signature-v1.ts'
import { signV3 } from './signature-v3.ts'
import { signedTextV1, signedTextV3 } from './signed-text.ts'

/** Whether the signature is that of the verb and of all parameters. */
export function verifyV1({ request, parameters, credentials, key }: Call): WireError | undefined {
  assert(credentials.signature !== undefined)
  const { stringToSign } = signedTextV1(request.method, parameters)
  const good = equalsInConstantTime(credentials.signature, signV1(stringToSign, key.secret))
  return good ? undefined : gatewayErrors.signatureV1(stringToSign)
}

/** Whether the signature is that of verb, query, signed headers and body, and the body has the digest that is stated. */
export function verifyV3({ request, parameters, credentials: { authorization }, key }: Call): WireError | undefined {
  assert(authorization)
  const { signedHeaders, signature } = authorization
  const { canonical, stringToSign, bodyDigest } = signedTextV3(request, parameters.query, signedHeaders)
  const good = equalsInConstantTime(signature, signV3(stringToSign, key.secret))
  return good && request.headers['x-acs-content-sha256'] === bodyDigest
    ? undefined
    : gatewayErrors.signatureV3(stringToSign, canonical)
}
