import type { WireError } from '../wire-error.ts'
import type { Call } from './call.ts'
import { gatewayErrors, invalid, missing } from './errors.ts'
import { nonceLengthMax } from './limits.ts'
import { algorithmV3 } from './signature-v3.ts'
import { temporaryKeyPrefix } from './temporary-key-id.ts'

/** Whether what every call needs is there: key, signature, time and nonce, as its signature version places them. */
export function checkCommonParameters(call: Call): WireError | undefined {
  const { credentials, parameters } = call
  if (parameters.values.get('SignatureType')) return invalid('SignatureType')
  const error = credentials.version === 'V3' ? checkSignatureV3(call) : checkSignatureV1(parameters.values)
  if (error) return error
  if (credentials.accessKeyId === undefined) return missing('AccessKeyId')
  if (credentials.signature === undefined) return missing('Signature')
  if (credentials.timestamp === undefined) return missing('Timestamp')
  return checkNonceAndToken(credentials)
}

/** Where there is a body, its type has to be signed: it decides whether the body holds parameters. So has a token. */
function checkSignatureV3({ request: { headers, body }, credentials }: Call): WireError | undefined {
  const { authorization, timestamp, nonce, securityToken } = credentials
  if (!headers.authorization?.startsWith(`${algorithmV3} `)) return gatewayErrors.signatureMethod
  if (timestamp === undefined) return missing('Timestamp')
  if (nonce === undefined) return missing('SignatureNonce')
  if (!authorization || headers['x-acs-content-sha256'] === undefined) return gatewayErrors.incompleteSignature
  const isTypeSigned = body.length === 0 || authorization.signedHeaders.includes('content-type')
  const isTokenSigned = securityToken === undefined || authorization.signedHeaders.includes('x-acs-security-token')
  return isTypeSigned && isTokenSigned ? undefined : gatewayErrors.incompleteSignature
}

function checkSignatureV1(values: Call['parameters']['values']): WireError | undefined {
  const method = values.get('SignatureMethod')
  const version = values.get('SignatureVersion')
  if (method === undefined) return missing('SignatureMethod')
  if (version === undefined) return missing('SignatureVersion')
  if (method !== 'HMAC-SHA1') return gatewayErrors.signatureMethod
  return version === '1.0' ? undefined : invalid('SignatureVersion')
}

/** A temporary key is of no use without its token. */
function checkNonceAndToken({ nonce, accessKeyId, securityToken }: Call['credentials']): WireError | undefined {
  if (nonce === undefined) return missing('SignatureNonce')
  if (nonce.length > nonceLengthMax) return invalid('SignatureNonce')
  return accessKeyId?.startsWith(temporaryKeyPrefix) && securityToken === undefined
    ? missing('SecurityToken')
    : undefined
}
