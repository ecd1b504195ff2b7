import { randomUUID } from 'node:crypto'
import type { StoreUnavailable } from '../../store/store-error.ts'
import type { TransportRefusal, WireReply, WireRequest } from '../dialect.ts'
import { takeSteps } from '../take-steps.ts'
import { Call, type Context } from './call.ts'
import { ApiError, errors, transportErrors } from './errors.ts'
import { steps } from './steps.ts'
import { Streamed } from './streamed.ts'

/** Seconds: most of what waits is done by then. */
const retryAfter = '1'

const unavailable: StoreUnavailable['name'] = 'StoreUnavailable'

/** Answers a request; what goes wrong inside is an internal error, or a temporary failure. */
export async function answer(request: WireRequest, context: Context): Promise<WireReply> {
  const requestId = randomUUID()
  let call: Call | undefined
  try {
    call = new Call(context, request, requestId)
    return reply(await takeSteps(steps, call), call)
  } catch (failure) {
    const isTemporary = failure instanceof Error && failure.name === unavailable
    return { ...reply(isTemporary ? errors.unavailable : errors.internal, call ?? { requestId }), failure }
  }
}

/** Says why a request never became a call. */
export function refuse(refusal: TransportRefusal): WireReply {
  return reply(transportErrors[refusal], { requestId: randomUUID() })
}

/** What a reply tells of its call; the members that were not reached are undefined. */
type Told = Pick<Call, 'requestId'> &
  Partial<
    Pick<Call, 'request' | 'allowed' | 'operation' | 'callers' | 'accessKeyIds' | 'input' | 'changed' | 'cookies'>
  >

function reply(end: object | ApiError, told: Told): WireReply {
  const { requestId, request, allowed, operation, callers = [], accessKeyIds = [], cookies = [] } = told
  const refused = end instanceof ApiError
  const status = refused ? end.status : (operation?.status ?? 200)
  return {
    status,
    headers: {
      'Content-Type': 'application/json',
      'X-Request-Id': requestId,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      // Not `Basic`: a browser would ask for a password, keep it, and send it along for other sites.
      ...((status === 429 || status === 503) && { 'Retry-After': retryAfter }),
      ...(status === 401 && { 'WWW-Authenticate': 'Session' }),
      ...(allowed && { Allow: allowed.join(', ') }),
      ...(end instanceof Streamed && end.headers),
    },
    cookies,
    ...bodyOf(end, requestId, request?.method === 'HEAD'),
    requestId,
    operation: operation?.name ?? 'unknown',
    code: refused ? end.code : 'OK',
    decision: decisionOn(end, told),
    actor: joined(callers.map(({ actor }) => actor)),
    accessKeyId: joined(accessKeyIds),
    resources: resourcesOf(told),
  }
}

/** One of each cloud; undefined if there is none. */
function joined(texts: readonly string[]): string | undefined {
  return texts.length > 0 ? texts.join(', ') : undefined
}

function bodyOf(end: object | ApiError, requestId: string, isHead: boolean): Pick<WireReply, 'body' | 'chunks'> {
  if (end instanceof Streamed) return { body: '', chunks: isHead ? noChunks() : end.chunks }
  return { body: JSON.stringify(end instanceof ApiError ? errorBody(end, requestId) : end) }
}

async function* noChunks(): AsyncGenerator<string> {}

function errorBody({ code, message, details }: ApiError, requestId: string): object {
  return { error: { code, message, ...details, requestId } }
}

/** A refusal by the policies names the action that they do not allow. What was changed before another one was allowed. */
function decisionOn(end: object | ApiError, { callers = [], changed }: Told): WireReply['decision'] {
  if (!(end instanceof ApiError)) return callers.length > 0 ? 'allow' : 'none'
  if (end.details.action !== undefined) return 'deny'
  return changed && changed.size > 0 ? 'allow' : 'none'
}

/** Those that were changed, then those that the call names: a record keeps the first. */
function resourcesOf({ operation, input, changed = new Set() }: Told): WireReply['resources'] {
  if (input === undefined) return undefined
  return [...new Set([...changed, ...(operation?.names(input) ?? [])])]
}
