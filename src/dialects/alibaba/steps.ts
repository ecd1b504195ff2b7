import assert from 'node:assert/strict'
import { isTokenText, type SigningKey } from '../../access/access.ts'
import { isFresh } from '../../access/freshness.ts'
import type { Step } from '../take-steps.ts'
import { WireError } from '../wire-error.ts'
import { actorOf } from './actor.ts'
import { authorize } from './authorize.ts'
import type { Call, Caller } from './call.ts'
import { checkCommonParameters } from './common-parameters.ts'
import { gatewayErrors, invalid, missing } from './errors.ts'
import type { Members } from './operation.ts'
import { findOperation, findProduct } from './operations.ts'
import { realm } from './realm.ts'
import { formatOf } from './reply-format.ts'
import { parseTimestamp } from './timestamp.ts'
import { verifyV1, verifyV3 } from './verify-signature.ts'

/** To know who is calling: none of these changes anything. */
export const authentication: readonly Step<Call, WireError>[] = [
  checkMethod,
  checkParameters,
  route,
  checkCommonParameters,
  findKey,
  checkToken,
  checkTimestamp,
  authenticate,
]

/** What is checked before what. What costs a look-up comes late, and what tells of other people's data comes last. */
export const steps: readonly Step<Call, Members | WireError>[] = [
  ...authentication,
  spendNonce,
  validate,
  checkInput,
  authorize,
  run,
]

function checkMethod({ request }: Call): WireError | undefined {
  return request.method === 'GET' || request.method === 'POST' ? undefined : gatewayErrors.method
}

function checkParameters({ parameters }: Call): WireError | undefined {
  return parameters.problem ?? (formatOf(parameters.values) === 'unknown' ? gatewayErrors.format : undefined)
}

function route(call: Call): WireError | undefined {
  const { action, apiVersion } = call.credentials
  if (action === undefined) return missing('Action')
  if (apiVersion === undefined) return missing('Version')
  const product = findProduct(apiVersion)
  if (!product) return invalid('Version')
  call.product = product
  const operation = findOperation(product, action)
  if (!operation) return gatewayErrors.action
  call.operation = operation
  return undefined
}

async function findKey(call: Call): Promise<WireError | undefined> {
  const { accessKeyId } = call.credentials
  assert(accessKeyId !== undefined)
  const key = await call.access.findSigningKey(realm, accessKeyId)
  if (!key) return gatewayErrors.keyNotFound
  call.key = key
  return key.active ? undefined : gatewayErrors.keyInactive
}

/** A temporary key goes with its token, a permanent one with none. Only who has the token is told that it expired. */
function checkToken({ access, credentials: { securityToken }, key: { temporary }, at }: Call): WireError | undefined {
  if (!temporary) return securityToken === undefined ? undefined : gatewayErrors.tokenMismatch
  assert(securityToken !== undefined)
  if (!isTokenText(securityToken)) return gatewayErrors.tokenMalformed
  if (!access.isTokenOf(temporary, securityToken)) return gatewayErrors.tokenMismatch
  return temporary.expiresAt > at ? undefined : gatewayErrors.tokenExpired
}

function checkTimestamp(call: Call): WireError | undefined {
  const signedAt = parseTimestamp(call.credentials.timestamp ?? '')
  if (signedAt === undefined) return gatewayErrors.timestampFormat
  if (!isFresh(signedAt, call.at)) return gatewayErrors.timestampExpired
  call.signedAt = signedAt
  return undefined
}

function authenticate(call: Call): WireError | undefined {
  const error = call.credentials.version === 'V3' ? verifyV3(call) : verifyV1(call)
  if (!error) call.caller = callerOf(call.key)
  return error
}

function callerOf({ principal, temporary }: SigningKey): Caller {
  if (!temporary) return { principal, actor: actorOf(principal) }
  const { session } = temporary
  return { principal, actor: actorOf(principal, session), session }
}

/** After the signature, so that a forged request uses up no one's nonce. An empty one is answered like a used one. */
async function spendNonce({ access, credentials, key, signedAt, at }: Call): Promise<WireError | undefined> {
  assert(credentials.nonce !== undefined)
  const unused = credentials.nonce !== '' && (await access.spendNonce(key, credentials.nonce, signedAt, at))
  return unused ? undefined : gatewayErrors.nonceUsed
}

/** The operation's parameters, each for itself. */
function validate(call: Call): WireError | undefined {
  const input = call.operation.read(call.parameters.values)
  if (input instanceof WireError) return input
  call.input = input
  return undefined
}

/** What no parameter can tell alone. */
function checkInput(call: Call): WireError | undefined {
  for (const check of call.operation.checks) {
    const error = check(call.input, call)
    if (error) return error
  }
  return undefined
}

function run(call: Call): Promise<Members | WireError> {
  return call.operation.run(call.input, call)
}
