import assert from 'node:assert/strict'
import type { SigningKey } from '../../../access/access.ts'
import type { PlainCall, Sending, SignedRequest } from '../../explorer-rules.ts'
import { ParameterProblem } from '../../parameter-problem.ts'
import { stepsOf } from '../../signature-steps.ts'
import type { Operation } from '../operation.ts'
import { readParameters } from '../parameters.ts'
import { algorithmV3, digestOf, signV3 } from '../signature-v3.ts'
import { schemeV3, signedTextV3 } from '../signed-text.ts'
import { formatTimestamp } from '../timestamp.ts'
import { flatParameters, queryOf } from './flat-parameters.ts'
import { operationNamed } from './operation-named.ts'

const method = 'POST'
const body = Buffer.alloc(0)

/** Signs a call with V3, everything in the query: as the vendor's current SDKs do. */
export function signRequest(
  { operation: name, parameters }: PlainCall,
  key: SigningKey | undefined,
  sending: Sending,
): SignedRequest | ParameterProblem {
  assert(key)
  const operation = operationNamed(name)
  const flat = flatParameters(operation, parameters)
  if (flat instanceof ParameterProblem) return flat
  const target = flat.length > 0 ? `/?${queryOf(flat)}` : '/'
  const headers = { host: sending.host, ...ownHeaders(operation, sending) }
  const signedHeaders = Object.keys(headers)
  const text = signedTextV3({ method, headers, body }, readParameters({ target, headers, body }).query, signedHeaders)
  const signature = signV3(text.stringToSign, key.secret)
  const authorization = `${algorithmV3} Credential=${key.id},SignedHeaders=${signedHeaders.join(';')},Signature=${signature}`
  const sent = { accept: 'application/json', ...headers, authorization }
  return { method, target, headers: sent, body: '', steps: stepsOf(schemeV3, text, signature) }
}

/** In the order of their names, in which they are signed. */
function ownHeaders({ name, product }: Operation, { at, nonce }: Sending) {
  return {
    'x-acs-action': name,
    'x-acs-content-sha256': digestOf(body),
    'x-acs-date': formatTimestamp(at),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': product.version,
  }
}
