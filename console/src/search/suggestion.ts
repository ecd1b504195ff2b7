import type { Completion } from '../../../src/tags/selector/complete-selector.ts'

/** Something that may stand at the cursor. */
export interface Suggestion {
  /** As the selector has it. */
  readonly written: string
  readonly kind: 'word' | 'key' | 'value'
  /** That carry the key or value, where it is one. */
  readonly instances?: number
}

/** A text, and where the cursor is in it. Offsets count UTF-16 units. */
export interface Typed {
  readonly text: string
  readonly cursor: number
}

/** The text with a suggestion in the place of what was typed of it, and a blank to type on after. */
export function insert(text: string, { from, to }: Pick<Completion, 'from' | 'to'>, { written }: Suggestion): Typed {
  const rest = text.slice(to)
  const blank = written === '(' || rest.startsWith(' ') ? '' : ' '
  const before = `${text.slice(0, from)}${written}${blank}`
  return { text: before + rest, cursor: blank === '' && written !== '(' ? before.length + 1 : before.length }
}
