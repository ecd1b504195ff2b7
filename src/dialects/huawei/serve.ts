import { randomUUID } from 'node:crypto'
import type { Dialect, DialectContext, TransportRefusal, WireReply } from '../dialect.ts'
import { Call, type Surroundings } from './call.ts'
import { errorBody, gatewayErrors, Refusal } from './errors.ts'
import type { Answer } from './operation.ts'
import { createPasswordAttempts } from './password-attempts.ts'
import { realm } from './project.ts'
import { services } from './services.ts'
import { take } from './steps.ts'

const contentType = 'application/json;charset=UTF-8'
const ownPath = /^\/v3(?:$|\/|\.0\/|\.1\/)/

const transportErrors = {
  'body-too-large': gatewayErrors.bodyTooLarge,
  'target-too-long': gatewayErrors.targetTooLong,
  'too-slow': gatewayErrors.tooSlow,
  malformed: gatewayErrors.malformed,
  closing: gatewayErrors.closing,
} satisfies Record<TransportRefusal, Refusal>

/** DDS v3 and the part of IAM v3 that its clients need. */
export function serve(context: DialectContext): Dialect {
  const surroundings: Surroundings = { ...context, passwordAttempts: createPasswordAttempts() }
  return {
    name: realm,
    owns: (path) => ownPath.test(path),
    async answer(request) {
      const call = new Call(surroundings, request, newRequestId())
      try {
        return reply(await take(call), call)
      } catch (failure) {
        const service = services[call.operation?.service ?? 'dds']
        return { ...reply(service.internal, call), failure }
      }
    },
    refuse: (refusal) => reply(transportErrors[refusal], { requestId: newRequestId() }),
  }
}

/** What a reply tells of its call; the members that were not reached are undefined. */
type Told = Pick<Call, 'requestId'> & Partial<Pick<Call, 'operation' | 'caller'>>

function reply(result: Answer | Refusal, { requestId, operation, caller }: Told): WireReply {
  const refused = result instanceof Refusal
  return {
    status: result.status,
    headers: { 'Content-Type': contentType, 'X-Request-Id': requestId, ...(!refused && result.headers) },
    body: refused ? errorBody(result, requestId) : result.body,
    requestId,
    operation: operation?.name ?? 'unknown',
    code: refused ? result.code : 'OK',
    ...(caller && { actor: caller.actor }),
  }
}

/** 32 hexadecimal digits. */
function newRequestId(): string {
  return randomUUID().replaceAll('-', '')
}
