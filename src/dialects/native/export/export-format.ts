import type { Tag } from '../../../tags/tag.ts'
import type { ExportedInstance } from './exported-instance.ts'

/** How instances are written to a file. */
export interface ExportFormat {
  readonly contentType: string
  /** Before the first; empty where there is nothing. @param keys that have a column of their own */
  head(keys: readonly string[]): string
  line(instance: ExportedInstance, keys: readonly string[]): string
}

/** One JSON object a line. */
const ndjson: ExportFormat = {
  contentType: 'application/x-ndjson',
  head: () => '',
  line: (instance) => `${JSON.stringify(instance)}\n`,
}

const columns = ['cloud', 'tenant', 'region', 'id', 'name', 'createdAt'] as const

/** RFC 4180: a column for each key asked for, and all tags in the last one, as a JSON object. */
const csv: ExportFormat = {
  contentType: 'text/csv; charset=utf-8',
  head: (keys) => row([...columns, ...keys, 'tags']),
  line(instance, keys) {
    const tags = new Map(instance.tags.map(({ key, value }) => [key, value]))
    return row([
      ...columns.map((column) => instance[column]),
      ...keys.map((key) => tags.get(key) ?? ''),
      asObject(instance.tags),
    ])
  },
}

export const exportFormats = { ndjson, csv } as const

/** Put together by hand: `__proto__` is a key like any other. */
function asObject(tags: readonly Tag[]): string {
  return `{${tags.map(({ key, value }) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`
}

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join()}\r\n`
}

/** What a spreadsheet would take for a formula, it is told to take for text. */
const formula = /^[=+\-@\t\r]/

function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
