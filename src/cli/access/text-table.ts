import { styleText } from 'node:util'
import { plainText } from './plain-text.ts'

const gap = '  '

/** Rows under a head, in aligned columns; `-` where a cell is empty. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map((text) => (text === '' ? '-' : plainText(text))))
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((text, at) => text.padEnd(widths[at] ?? 0))
      .join(gap)
      .trimEnd()
  return [styleText('bold', line(head)), ...cells.map(line)]
}

/** Names with their values, aligned; those without a value are left out. */
export function textFields(fields: readonly (readonly [name: string, value: string | undefined])[]): readonly string[] {
  const given = fields.filter((field): field is [string, string] => field[1] !== undefined && field[1] !== '')
  const width = Math.max(...given.map(([name]) => name.length))
  return given.map(([name, value]) => `${name.padEnd(width)}${gap}${plainText(value)}`)
}
