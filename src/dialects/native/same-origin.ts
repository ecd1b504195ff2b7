import type { Call } from './call.ts'
import type { ApiError } from './errors.ts'
import { errors } from './errors.ts'

/** Must come with what changes something: no form of another site can send it, and no script without being let. */
export const clientHeader = 'x-tagplane-client'

/**
 * Refuses what another site may have made a browser send. What changes something comes from a page of this server, as
 * the browser says in `Origin` or `Sec-Fetch-Site`, or from a program that shows a key with the request itself; it is
 * JSON, and has a header of our own.
 */
export function checkOrigin({ context, operation, request: { headers, body } }: Call): ApiError | undefined {
  if (operation.method === 'GET') return undefined
  const { origin, host, authorization } = headers
  const site = headers['sec-fetch-site']
  const own = context.publicUrl ?? `http://${host}`
  const isForeign = (origin !== undefined && origin !== own) || (site !== undefined && site !== 'same-origin')
  const isOwn = origin !== undefined || site !== undefined || authorization !== undefined
  const isJson = body.length === 0 || mediaTypeOf(headers['content-type']) === 'application/json'
  return !isForeign && isOwn && isJson && headers[clientHeader] ? undefined : errors.crossSite
}

function mediaTypeOf(contentType = ''): string {
  return contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
}
