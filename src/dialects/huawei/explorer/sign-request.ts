import assert from 'node:assert/strict'
import type { SigningKey } from '../../../access/access.ts'
import type { PlainCall, Sending, SignedRequest } from '../../explorer-rules.ts'
import { ParameterProblem } from '../../parameter-problem.ts'
import { stepsOf } from '../../signature-steps.ts'
import { parseTarget } from '../../target.ts'
import { formatSdkDate } from '../signature/sdk-date.ts'
import { plainScheme, signatureOf, signedText } from '../signature/signed-text.ts'
import { operationNamed } from './operation-named.ts'
import { bodyOf, plainRequest, targetOf } from './plain-request.ts'

/** Signs a call with SDK-HMAC-SHA256. One whose body shows who calls is not signed. */
export function signRequest(
  { operation: name, parameters }: PlainCall,
  key: SigningKey | undefined,
  { host, at }: Sending,
): SignedRequest | ParameterProblem {
  const request = plainRequest(operationNamed(name), parameters)
  if (request instanceof ParameterProblem) return request
  const { method, anonymous } = request.operation
  const target = targetOf(request)
  const body = bodyOf(request)
  const typed = body === '' ? {} : { 'content-type': 'application/json' }
  if (anonymous) return { method, target, headers: { ...typed, host }, body, steps: [] }
  assert(key)
  const sdkDate = formatSdkDate(at)
  const headers = { ...typed, host, 'x-sdk-date': sdkDate }
  const signedHeaders = Object.keys(headers)
  const parsed = parseTarget(target)
  assert(parsed, target)
  const text = signedText({ method, target: parsed, headers, signedHeaders, body: Buffer.from(body) }, sdkDate)
  const signature = signatureOf(text, key, undefined)
  const authorization = `SDK-HMAC-SHA256 Access=${key.id}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`
  return { method, target, headers: { ...headers, authorization }, body, steps: stepsOf(plainScheme, text, signature) }
}
