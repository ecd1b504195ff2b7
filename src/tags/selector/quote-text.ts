import { isWord } from './read-tokens.ts'
import { keywordOf } from './token-reader.ts'

/** A key or value as a selector has it: in quotes where it must be. */
export function quoteText(text: string): string {
  const isPlain = isWord(text) && keywordOf({ kind: 'word', text }) === undefined
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`
}
