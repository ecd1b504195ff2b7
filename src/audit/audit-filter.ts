import type { AuditDecision, AuditRecord } from './audit-record.ts'

/** Which records are asked for: those that meet all that is given. */
export interface AuditCriteria {
  /** First and last time, milliseconds since 1970. */
  readonly since?: number
  readonly until?: number
  /** Whole, or what stands after its last `/` or `:`: the user's name. */
  readonly principal?: string
  readonly key?: string
  readonly operation?: string
  /** The id of an instance. */
  readonly resource?: string
  readonly cloud?: string
  readonly decision?: AuditDecision
  /** A result code, or `error` for all but `OK`. */
  readonly code?: string
  readonly requestId?: string
}

type Test = (record: AuditRecord) => boolean

const tests: { readonly [C in keyof AuditCriteria]-?: (wanted: NonNullable<AuditCriteria[C]>) => Test } = {
  since: fromTime,
  until: toTime,
  principal: (wanted) => (record) => eachIn(record.principal).some((one) => one === wanted || nameIn(one) === wanted),
  key: (wanted) => (record) => eachIn(record.accessKeyId).includes(wanted),
  operation: (wanted) => (record) => record.operation === wanted,
  resource: (wanted) => (record) => record.resources?.includes(wanted) ?? false,
  cloud: (wanted) => (record) => record.cloud === wanted,
  decision: (wanted) => (record) => record.decision === wanted,
  code: (wanted) => (record) => (wanted === 'error' ? record.code !== 'OK' : record.code === wanted),
  requestId: (wanted) => (record) => record.requestId === wanted,
}

/** Whether a record meets the criteria. */
export function auditFilter(criteria: AuditCriteria): Test {
  const names = Object.keys(tests) as (keyof AuditCriteria)[]
  const chosen = names.flatMap((name) => {
    const wanted: unknown = criteria[name]
    return wanted === undefined ? [] : [(tests[name] as (wanted: unknown) => Test)(wanted)]
  })
  return (record) => chosen.every((test) => test(record))
}

/** Times of records compare as texts: all have the same form. */
function fromTime(since: number): Test {
  const first = new Date(since).toISOString()
  return ({ time }) => time >= first
}

function toTime(until: number): Test {
  const last = new Date(until).toISOString()
  return ({ time }) => time <= last
}

/** A call may be made as several principals, one of each cloud. */
function eachIn(list: string | undefined): readonly string[] {
  return list?.split(', ') ?? []
}

function nameIn(principal: string): string {
  return principal.slice(Math.max(principal.lastIndexOf('/'), principal.lastIndexOf(':')) + 1)
}
