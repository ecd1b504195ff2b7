import assert from 'node:assert/strict'
import { isFresh } from '../../access/freshness.ts'
import { actorOf } from './actor.ts'
import { checkCommonParameters } from './common-parameters.ts'
import { gatewayErrors, invalid, missing } from './errors.ts'
import type { Exchange, Verdict } from './exchange.ts'
import { products } from './products.ts'
import { formatOf } from './reply-format.ts'
import { parseTimestamp } from './timestamp.ts'
import { verifyV1, verifyV3 } from './verify-signature.ts'
import { isWireError } from './wire-error.ts'

/** Looks at one thing; refuses, or notes what it found in the exchange. */
export type Step = (exchange: Exchange) => Verdict | Promise<Verdict>

/** Which check comes first. What costs a look-up comes late, and what tells of other people's data comes last. */
export const steps: readonly Step[] = [
  checkMethod,
  checkParameters,
  findOperation,
  checkCommonParameters,
  findKey,
  checkToken,
  checkTimestamp,
  verifySignature,
  spendNonce,
  validate,
  run,
]

function checkMethod({ request }: Exchange): Verdict {
  return request.method === 'GET' || request.method === 'POST' ? undefined : gatewayErrors.method
}

function checkParameters({ parameters }: Exchange): Verdict {
  return parameters.problem ?? (formatOf(parameters.values) === 'unknown' ? gatewayErrors.format : undefined)
}

function findOperation(exchange: Exchange): Verdict {
  const { action, apiVersion } = exchange.credentials
  if (action === undefined) return missing('Action')
  if (apiVersion === undefined) return missing('Version')
  const product = products.get(apiVersion)
  if (!product) return invalid('Version')
  exchange.product = product
  const operation = product.operations.get(action)
  if (!operation) return gatewayErrors.action
  exchange.operation = operation
  return undefined
}

async function findKey(exchange: Exchange): Promise<Verdict> {
  const { context, credentials } = exchange
  assert(credentials.accessKeyId !== undefined)
  const key = await context.access.findSigningKey('alibaba', credentials.accessKeyId)
  if (!key) return gatewayErrors.keyNotFound
  if (!key.active) return gatewayErrors.keyInactive
  exchange.key = key
  return undefined
}

/** All keys there are so far are permanent ones: none goes with a token. */
function checkToken({ credentials }: Exchange): Verdict {
  return credentials.securityToken === undefined ? undefined : gatewayErrors.tokenMismatch
}

function checkTimestamp(exchange: Exchange): Verdict {
  const { credentials, at } = exchange
  const signedAt = parseTimestamp(credentials.timestamp ?? '')
  if (signedAt === undefined) return gatewayErrors.timestampFormat
  if (!isFresh(signedAt, at)) return gatewayErrors.timestampExpired
  exchange.signedAt = signedAt
  return undefined
}

function verifySignature(exchange: Exchange): Verdict {
  const { credentials, key } = exchange
  assert(key)
  const refusal = credentials.version === 'V3' ? verifyV3(exchange) : verifyV1(exchange)
  if (!refusal) exchange.actor = actorOf(key.principal)
  return refusal
}

/** After the signature, so that a forged request uses up no one's nonce. */
async function spendNonce({ context, credentials, key, signedAt }: Exchange): Promise<Verdict> {
  assert(key && credentials.nonce !== undefined && signedAt !== undefined)
  const unused = await context.access.spendNonce(key, credentials.nonce, signedAt)
  return unused ? undefined : gatewayErrors.nonceUsed
}

function validate(exchange: Exchange): Verdict {
  const { operation, parameters } = exchange
  assert(operation)
  const prepared = operation.prepare(parameters.values)
  if (isWireError(prepared)) return prepared
  exchange.prepared = prepared
  return undefined
}

async function run(exchange: Exchange): Promise<Verdict> {
  const { context, operation, prepared, key, actor, requestId, at } = exchange
  assert(operation && prepared && key && actor !== undefined)
  const { principal } = key
  const answer = await prepared.run({
    store: context.store,
    account: principal.account,
    principal,
    provenance: { actor, operation: operation.name, requestId, at },
    provisioningMs: context.provisioningMs,
  })
  if (isWireError(answer)) return answer
  exchange.members = answer
  return undefined
}
