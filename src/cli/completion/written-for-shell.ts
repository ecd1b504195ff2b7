import { plainText } from '../access/plain-text.ts'
import type { CommandLine } from './command-line.ts'

export const shells = ['bash', 'zsh'] as const
export type Shell = (typeof shells)[number]

/** What a shell would not take for itself. */
const escaped = /[^\p{L}\p{N}_@%+=:,./^-]/gu
/** What cannot stand in an open quote. */
const notWithin: Readonly<Record<string, RegExp>> = { "'": /'/, '"': /["$`\\!]/ }

/**
 * Words as the shell puts them into the line. zsh quotes them itself. bash replaces what stands after the open quote, or
 * else what stands after the last `=` or `:`, at which it breaks words.
 */
export function writtenForShell(
  words: readonly string[],
  shell: Shell,
  { current, quote }: Pick<CommandLine, 'current' | 'quote'>,
): readonly string[] {
  const shown = words.filter((word) => word === plainText(word))
  if (shell === 'zsh') return shown
  if (quote !== '') return shown.filter((word) => !notWithin[quote]?.test(word))
  const from = Math.max(current.lastIndexOf('='), current.lastIndexOf(':')) + 1
  return shown.map((word) => word.slice(from).replace(escaped, '\\$&'))
}
