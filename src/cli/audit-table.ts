import type { AuditRecord } from '../audit/audit-record.ts'
import { type Column, ColumnTable } from './column-table.ts'

/** What matters most comes first: a narrow terminal cuts the rest. */
const columns: readonly Column<AuditRecord>[] = [
  { title: 'TIME', text: ({ time }) => time },
  {
    title: 'DECISION',
    text: ({ decision }) => decision,
    style: ({ decision }) => (decision === 'deny' ? 'red' : undefined),
  },
  { title: 'CODE', text: ({ code }) => code, style: ({ code }) => (code === 'OK' ? undefined : 'yellow') },
  { title: 'OPERATION', text: ({ operation }) => operation },
  { title: 'PRINCIPAL', text: ({ principal = '-' }) => principal },
  { title: 'RESOURCES', text: ({ resources = [] }) => excerptOf(resources) },
  { title: 'KEY', text: ({ accessKeyId = '-' }) => accessKeyId },
  { title: 'SOURCE', text: ({ sourceAddress = '-' }) => sourceAddress },
  { title: 'MS', text: ({ ms }) => (ms === undefined ? '-' : ms.toFixed(1)) },
  { title: 'REQUEST ID', text: ({ requestId = '-' }) => requestId },
]

/** Records in columns, whose widths only grow, so that what comes later stands below what came first. */
export class AuditTable extends ColumnTable<AuditRecord> {
  /** @param widthMax of a line, columns of a terminal */
  constructor(widthMax?: number) {
    super(columns, widthMax)
  }
}

/** The first of them, and how many there are beside it. */
function excerptOf([first = '-', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} +${others.length}`
}
