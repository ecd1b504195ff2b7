import { styleText } from 'node:util'
import type { AuditRecord } from '../audit/audit-record.ts'

type Style = Parameters<typeof styleText>[0]

interface Column {
  readonly title: string
  readonly text: (record: AuditRecord) => string
  readonly style?: (record: AuditRecord) => Style | undefined
}

/** What matters most comes first: a narrow terminal cuts the rest. */
const columns: readonly Column[] = [
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

const gap = 2
/** What a terminal would obey, or not show. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu

interface Cell {
  readonly text: string
  readonly style?: Style | undefined
}

/** Lays records out in columns, whose widths only grow, so that what comes later stands below what came first. */
export class AuditTable {
  readonly #widthMax: number
  readonly #widths = columns.map(({ title }) => title.length)

  /** @param widthMax of a line, characters */
  constructor(widthMax = Number.POSITIVE_INFINITY) {
    this.#widthMax = widthMax
  }

  head(): string {
    return this.#line(columns.map(({ title }) => ({ text: title, style: 'bold' })))
  }

  /** The lines of these records. */
  rows(records: readonly AuditRecord[]): readonly string[] {
    const rows = records.map(cellsOf)
    for (const row of rows) {
      for (const [index, { text }] of row.entries())
        this.#widths[index] = Math.max(this.#widths[index] ?? 0, text.length)
    }
    return rows.map((row) => this.#line(row))
  }

  #line(cells: readonly Cell[]): string {
    let room = this.#widthMax
    let line = ''
    for (const [index, { text, style }] of cells.entries()) {
      const isLast = index === cells.length - 1
      const padded = isLast ? text : text.padEnd((this.#widths[index] ?? 0) + gap)
      const shown = cut(padded, room)
      line += style ? styleText(style, shown) : shown
      room -= padded.length
      if (room <= 0) break
    }
    return line.trimEnd()
  }
}

function cellsOf(record: AuditRecord): readonly Cell[] {
  return columns.map(({ text, style }) => ({ text: text(record).replace(unprintable, '�'), style: style?.(record) }))
}

/** The first of them, and how many there are beside it. */
function excerptOf([first = '-', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} +${others.length}`
}

function cut(text: string, room: number): string {
  return text.trimEnd().length <= room ? text.slice(0, room) : `${text.slice(0, room - 1)}…`
}
