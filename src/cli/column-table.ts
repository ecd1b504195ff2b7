import { styleText } from 'node:util'
import { plainText } from './access/plain-text.ts'
import { cutToWidth, displayWidth } from './display-width.ts'

export type Style = Parameters<typeof styleText>[0]

/** A column of a table; `-` where a cell is empty. */
export interface Column<Row> {
  readonly title: string
  readonly text: (row: Row) => string
  readonly style?: (row: Row) => Style | undefined
}

const gap = 2

interface Cell {
  readonly text: string
  readonly style?: Style | undefined
}

/**
 * Lays rows out in columns, whose widths only grow, so that what comes later stands below what came first. A line that is
 * too wide is cut: what matters most comes first. Colours only where stdout is a terminal that wants them.
 */
export class ColumnTable<Row> {
  readonly #columns: readonly Column<Row>[]
  readonly #widthMax: number
  readonly #widths: number[]

  /** @param widthMax of a line, columns of a terminal */
  constructor(columns: readonly Column<Row>[], widthMax = Number.POSITIVE_INFINITY) {
    this.#columns = columns
    this.#widthMax = widthMax
    this.#widths = columns.map(({ title }) => displayWidth(title))
  }

  head(): string {
    return this.#line(this.#columns.map(({ title }) => ({ text: title, style: 'bold' })))
  }

  /** The lines of these rows. */
  rows(rows: readonly Row[]): readonly string[] {
    const cells = rows.map((row) => this.#columns.map(({ text, style }) => cellOf(text(row), style?.(row))))
    for (const line of cells) {
      for (const [at, { text }] of line.entries())
        this.#widths[at] = Math.max(this.#widths[at] ?? 0, displayWidth(text))
    }
    return cells.map((line) => this.#line(line))
  }

  /** Head and rows of a table that is whole. */
  lines(rows: readonly Row[]): readonly string[] {
    const lines = this.rows(rows)
    return [this.head(), ...lines]
  }

  #line(cells: readonly Cell[]): string {
    let room = this.#widthMax
    let line = ''
    for (const [at, { text, style }] of cells.entries()) {
      const width = this.#widths[at] ?? 0
      const shown = cutToWidth(text, room)
      const spaces = ' '.repeat(Math.max(width - displayWidth(shown), 0) + gap)
      line += (style ? styleText(style, shown) : shown) + spaces
      room -= width + gap
      if (room <= 0) break
    }
    return line.trimEnd()
  }
}

function cellOf(text: string, style: Style | undefined): Cell {
  return { text: text === '' ? '-' : plainText(text), style }
}
