/** Resources that a record names at most, and characters of each: a caller may name more, and longer ones. */
export const resourcesMax = 50
export const resourceLengthMax = 128

/** Whether the policies allowed a call; `none` if it ended before they were asked. */
export type AuditDecision = 'allow' | 'deny' | 'none'

/** Who did what, from where, and how it ended: one line of the audit trail. What is not known is absent. */
export interface AuditRecord {
  /** When it was answered, ISO 8601 in UTC, to the millisecond. */
  readonly time: string
  /** The one in the caller's answer. */
  readonly requestId?: string | undefined
  /** The dialect: whose API was called. */
  readonly cloud?: string | undefined
  /** The vendor's name of the operation, or `unknown`. */
  readonly operation: string
  /** The caller, once he has shown who he is, as the change log names him; of several, joined by `, `. */
  readonly principal?: string | undefined
  /** The key that the call states, if there is such a key, or several, joined; without `principal`, nobody showed that it is his. */
  readonly accessKeyId?: string | undefined
  readonly sourceAddress?: string | undefined
  /** Ids of the instances that the call names. */
  readonly resources?: readonly string[] | undefined
  readonly decision: AuditDecision
  /** HTTP status of the answer. */
  readonly status?: number | undefined
  /** `OK`, or the vendor's error code. */
  readonly code: string
  /** From the headers of the request to its answer, milliseconds. */
  readonly ms?: number | undefined
}

/**
 * A record as its line, the end of the line included. No caller can make it longer than 40 KB, or two lines of it. Put
 * together by hand, since every call waits for it: `JSON.stringify` takes half as long again.
 */
export function auditLine(record: AuditRecord): string {
  const { time, requestId, cloud, operation, principal, accessKeyId, sourceAddress } = record
  const { resources, decision, status, code, ms } = record
  const what = fresh('requestId', requestId) + usual('cloud', cloud) + usual('operation', operation)
  const who = usual('principal', principal) + usual('accessKeyId', accessKeyId) + fresh('sourceAddress', sourceAddress)
  const how = usual('decision', decision) + number('status', status) + usual('code', code) + number('ms', ms)
  return `{"time":"${time}"${what}${who}${list('resources', resources)}${how}}\n`
}

/** A text that many records share. */
function usual(name: string, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${usualTexts.get(value) ?? remember(value)}`
}

function fresh(name: string, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${quoted(value)}`
}

function number(name: string, value: number | undefined): string {
  return value === undefined ? '' : `,"${name}":${value}`
}

function list(name: string, values: readonly string[] | undefined): string {
  return values === undefined ? '' : `,"${name}":[${values.slice(0, resourcesMax).map(cutAndQuoted).join(',')}]`
}

function cutAndQuoted(value: string): string {
  return quoted(value.length > resourceLengthMax ? value.slice(0, resourceLengthMax) : value)
}

const usualTexts = new Map<string, string>()
const usualTextsMax = 10_000

function remember(value: string): string {
  const text = quoted(value)
  if (usualTexts.size >= usualTextsMax) usualTexts.clear()
  usualTexts.set(value, text)
  return text
}

/** What JSON writes as it is. */
const plain = /^[\w .:;,/+@=-]*$/
/** What JSON leaves as it is, and a terminal may obey. */
const controls = /[\x7f-\x9f]/g

function quoted(value: string): string {
  return plain.test(value) ? `"${value}"` : JSON.stringify(value).replace(controls, escaped)
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** The record of a line; undefined if the line is damaged. */
export function parseAuditLine(line: string): AuditRecord | undefined {
  try {
    const record: unknown = JSON.parse(line)
    return isRecord(record) ? record : undefined
  } catch {
    return undefined
  }
}

/** Whether the members that every record has are there. */
function isRecord(value: unknown): value is AuditRecord {
  const { time, operation, decision, code } = (value ?? {}) as Partial<AuditRecord>
  return [time, operation, decision, code].every((member) => typeof member === 'string')
}
