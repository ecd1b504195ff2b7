import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { WireReply } from '../dialect.ts'
import type { WireError } from '../wire-error.ts'
import { AccessDenied } from './access-denied.ts'
import type { Members } from './operation.ts'
import type { ReplyFormat } from './reply-format.ts'
import { writeXml } from './xml.ts'

const contentTypes = {
  JSON: 'application/json;charset=utf-8',
  XML: 'text/xml;charset=utf-8',
} satisfies Record<ReplyFormat, string>

const hostIdDefault = 'r-kvstore.aliyuncs.com'
const troubleshooting = 'https://api.aliyun.com/troubleshoot'

/** An answer without what it tells of the caller. */
type Reply = Omit<WireReply, 'decision'>

/** A good answer: `RequestId` and the members of the operation, none of them named `Code`. */
export function successReply(format: ReplyFormat, operation: string, requestId: string, members: Members): Reply {
  const all = { RequestId: requestId, ...members }
  const body = format === 'JSON' ? JSON.stringify(all) : writeXml(`${operation}Response`, all)
  return { status: 200, headers: headersOf(format, requestId), body, requestId, operation, code: 'OK' }
}

/** @param operation its name, or `unknown` @param product the code that `Recommend` searches under: `R-kvstore` */
export function errorReply(
  format: ReplyFormat,
  operation: string,
  requestId: string,
  error: WireError,
  headers: IncomingHttpHeaders,
  product = 'R-kvstore',
): Reply {
  const { status, code, message } = error
  const all = {
    RequestId: requestId,
    HostId: headers.host || hostIdDefault,
    Code: code,
    Message: message,
    Recommend: `${troubleshooting}?q=${code}&product=${product}&requestId=${requestId}`,
    ...(error instanceof AccessDenied && { AccessDeniedDetail: error.detail }),
  }
  const body = format === 'JSON' ? JSON.stringify(all) : writeXml('Error', all)
  return { status, headers: headersOf(format, requestId), body, requestId, operation, code }
}

function headersOf(format: ReplyFormat, requestId: string): Record<string, string> {
  return {
    'content-type': contentTypes[format],
    'access-control-allow-origin': '*',
    'access-control-expose-headers': '*',
    'x-acs-request-id': requestId,
    'x-acs-trace-id': randomUUID().replaceAll('-', ''),
  }
}
