import type { IncomingHttpHeaders } from 'node:http'
import { isV3 } from './credentials.ts'
import type { Parameters } from './parameters.ts'

export type ReplyFormat = 'JSON' | 'XML'

/** What the parameter `Format` asks for, in any letter case; undefined if it is absent or empty. */
export function formatOf(values: Parameters['values'] | undefined): ReplyFormat | 'unknown' | undefined {
  const format = values?.get('Format')
  if (format === undefined || format === '') return undefined
  const name = format.toUpperCase()
  return name === 'JSON' || name === 'XML' ? name : 'unknown'
}

/** The format of the answer: as asked for; else JSON for V3, unless it accepts XML, and XML for V1. */
export function replyFormat(values: Parameters['values'] | undefined, headers: IncomingHttpHeaders): ReplyFormat {
  const format = formatOf(values)
  if (format === 'JSON' || format === 'XML') return format
  const acceptsXml = headers.accept?.includes('xml') ?? false
  return isV3(headers) && !acceptsXml ? 'JSON' : 'XML'
}
