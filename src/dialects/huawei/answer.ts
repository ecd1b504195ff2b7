import { randomUUID } from 'node:crypto'
import type { TransportRefusal, WireReply, WireRequest } from '../dialect.ts'
import { takeSteps } from '../take-steps.ts'
import { Call, type Context } from './call.ts'
import { errorBody, transportErrors } from './errors.ts'
import type { Answer } from './operation.ts'
import { serviceAt } from './service-at.ts'
import { services } from './services.ts'
import { steps } from './steps.ts'
import { WireError } from './wire-error.ts'

const contentType = 'application/json;charset=UTF-8'

/** Answers a request; what goes wrong inside is its service's internal error. */
export async function answer(request: WireRequest, context: Context): Promise<WireReply> {
  const requestId = newRequestId()
  let call: Call | undefined
  try {
    call = new Call(context, request, requestId)
    return reply(await takeSteps(steps, call), call)
  } catch (failure) {
    return { ...reply(services[serviceAt(request.target)].internal, call ?? { requestId }), failure }
  }
}

/** Says why a request never became a call. */
export function refuse(refusal: TransportRefusal, { target }: Pick<WireRequest, 'target'>): WireReply {
  const error = refusal === 'body-too-large' ? services[serviceAt(target)].bodyTooLarge : transportErrors[refusal]
  return reply(error, { requestId: newRequestId() })
}

/** What a reply tells of its call; the members that were not reached are undefined. */
type Told = Pick<Call, 'requestId'> &
  Partial<Pick<Call, 'operation' | 'instanceId' | 'agencyUrn' | 'issuedKeyId' | 'accessKeyId' | 'caller' | 'decision'>>

function reply(end: Answer | WireError, told: Told): WireReply {
  const { requestId, operation, accessKeyId, caller, decision = 'none' } = told
  const refused = end instanceof WireError
  return {
    status: end.status,
    headers: { 'Content-Type': contentType, 'X-Request-Id': requestId, ...(!refused && end.headers) },
    body: refused ? errorBody(end, requestId) : end.body,
    requestId,
    operation: operation?.name ?? 'unknown',
    code: refused ? end.code : 'OK',
    // Signing in is open to all, and still nobody was allowed it who did not show who he is.
    decision: caller ? decision : 'none',
    actor: caller?.actor,
    accessKeyId,
    resources: namedBy(told),
  }
}

/** The instance or the agency that a call names, and the key that it made. */
function namedBy({ instanceId = '', agencyUrn = '', issuedKeyId = '' }: Told): readonly string[] | undefined {
  const named = [instanceId, agencyUrn, issuedKeyId].filter((name) => name !== '')
  return named.length > 0 ? named : undefined
}

/** 32 hexadecimal digits. */
function newRequestId(): string {
  return randomUUID().replaceAll('-', '')
}
