import type { StoreUnavailable } from '../../store/store-error.ts'
import type { DialectContext, TransportRefusal, WireReply, WireRequest } from '../dialect.ts'
import { takeSteps } from '../take-steps.ts'
import { WireError } from '../wire-error.ts'
import { Call } from './call.ts'
import { gatewayErrors, transportErrors } from './errors.ts'
import { namedResources } from './named-resources.ts'
import type { Members } from './operation.ts'
import { type Parameters, readParameters } from './parameters.ts'
import { errorReply, successReply } from './reply.ts'
import { replyFormat } from './reply-format.ts'
import { newRequestId } from './request-id.ts'
import { steps } from './steps.ts'

const unavailable: StoreUnavailable['name'] = 'StoreUnavailable'

/** Answers a request; what goes wrong inside is the vendor's internal error, or its temporary failure. */
export async function answer(request: WireRequest, context: DialectContext): Promise<WireReply> {
  const requestId = newRequestId()
  let call: Call | undefined
  try {
    call = new Call(context, request, requestId)
    return reply(await takeSteps(steps, call), call)
  } catch (failure) {
    const isTemporary = failure instanceof Error && failure.name === unavailable
    const error = isTemporary ? gatewayErrors.unavailable : gatewayErrors.internal
    return { ...reply(error, call ?? { request, requestId }), failure }
  }
}

/** Says why a request never became a call. */
export function refuse(
  refusal: TransportRefusal,
  request: Pick<WireRequest, 'method' | 'target' | 'headers'>,
): WireReply {
  const parameters = readParameters({ ...request, body: Buffer.alloc(0) })
  return reply(transportErrors[refusal], { request, requestId: newRequestId(), parameters })
}

/** What a reply tells of its call; the members that were not reached are undefined. */
type Told = Pick<Call, 'requestId'> &
  Partial<Pick<Call, 'product' | 'operation' | 'key' | 'caller' | 'input' | 'issuedKeyId' | 'decision'>> & {
    readonly request: Pick<WireRequest, 'headers'>
    readonly parameters?: Parameters
  }

function reply(end: Members | WireError, told: Told): WireReply {
  const { request, requestId, parameters, product, operation, key, caller, input, decision = 'none' } = told
  const format = replyFormat(parameters?.values, request.headers)
  const name = operation?.name ?? 'unknown'
  const text =
    end instanceof WireError
      ? errorReply(format, name, requestId, end, request.headers, product?.code)
      : successReply(format, name, requestId, end)
  const named = input === undefined ? undefined : namedResources(input)
  const resources = told.issuedKeyId === undefined ? named : [...(named ?? []), told.issuedKeyId]
  return { ...text, decision, actor: caller?.actor, accessKeyId: key?.id, resources }
}
