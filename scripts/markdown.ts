/** A Markdown table, its columns aligned as Biome does; empty where it has no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const lines = [head, ...rows].map((cells) => cells.map((text) => text.replaceAll('|', '\\|')))
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column]?.length ?? 0)))
  const [first = '', ...rest] = lines.map((cells) => line(cells, widths, ' '))
  return [first, line([], widths, '-'), ...rest].join('\n')
}

/** Text in code font. */
export function code(text: string): string {
  return `\`${text}\``
}

/** The parts that are not empty, a blank line between them. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}

function line(cells: readonly string[], widths: readonly number[], fill: string): string {
  return `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`
}
