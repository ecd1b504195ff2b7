/** A table of Markdown, its columns as wide as they need to be: the first one of text, the others of figures. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => (row[index] as string).length)),
  )
  const line = (texts: readonly string[], filler = ' ') => {
    const cell = (text: string, index: number) =>
      index === 0 ? text.padEnd(widths[0] as number, filler) : text.padStart(widths[index] as number, filler)
    return `| ${texts.map(cell).join(' | ')} |`
  }
  const rule = line(['-', ...columns.slice(1).map(() => ':')], '-')
  return [line(columns), rule, ...rows.map((row) => line(row))].join('\n')
}
