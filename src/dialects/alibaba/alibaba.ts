import type { Dialect, DialectContext, DialectModule, TransportRefusal, WireReply, WireRequest } from '../dialect.ts'
import { gatewayErrors, transportErrors } from './errors.ts'
import { beginExchange, type Exchange } from './exchange.ts'
import { introduce } from './introduce.ts'
import { readParameters } from './parameters.ts'
import { errorReply, successReply } from './reply.ts'
import { replyFormat } from './reply-format.ts'
import { newRequestId } from './request-id.ts'
import { seedContents } from './seed-contents.ts'
import { seedProblems } from './seed-problems.ts'
import { type AlibabaSection, seedSchema } from './seed-schema.ts'
import { steps } from './steps.ts'
import type { WireError } from './wire-error.ts'

/** Alibaba Cloud's RPC protocol: ApsaraDB for Redis (R-kvstore 2015-01-01), and Sts to ask who one is. */
export const alibaba: DialectModule<AlibabaSection> = {
  name: 'alibaba',
  create: createDialect,
  seedSchema,
  seedProblems,
  seedContents,
  introduce,
}

function createDialect(context: DialectContext): Dialect {
  return {
    name: 'alibaba',
    owns: (path) => path === '/' || path === '',
    answer: (request) => answer(request, context),
    refuse,
  }
}

async function answer(request: WireRequest, context: DialectContext): Promise<WireReply> {
  const exchange = beginExchange(request, context)
  try {
    return reply(exchange, await takeSteps(exchange))
  } catch (failure) {
    return { ...reply(exchange, gatewayErrors.internal), failure }
  }
}

async function takeSteps(exchange: Exchange): Promise<WireError | undefined> {
  for (const step of steps) {
    const verdict = step(exchange)
    const refusal = verdict instanceof Promise ? await verdict : verdict
    if (refusal) return refusal
  }
  return undefined
}

function reply(exchange: Exchange, refusal: WireError | undefined): WireReply {
  const { request, parameters, requestId, operation, product, members = {}, actor } = exchange
  const format = replyFormat(parameters.values, request.headers)
  const name = operation?.name ?? 'unknown'
  const text = refusal
    ? errorReply(format, name, requestId, refusal, request.headers, product?.code)
    : successReply(format, name, requestId, members)
  return actor === undefined ? text : { ...text, actor }
}

function refuse(refusal: TransportRefusal, { target, headers }: Pick<WireRequest, 'target' | 'headers'>): WireReply {
  const { values } = readParameters({ target, headers, body: Buffer.alloc(0) })
  return errorReply(replyFormat(values, headers), 'unknown', newRequestId(), transportErrors[refusal], headers)
}
