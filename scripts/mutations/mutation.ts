import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** One check that is taken out of the code or turned round, and the tests that have to notice. */
export interface Mutation {
  /** From the root of the project. */
  readonly file: string
  /** What no longer holds, in words. */
  readonly rule: string
  /** The source without the check; undefined if the text that stood for it is not there, or there more than once. */
  readonly mutate: (source: string) => string | undefined
  /** Files or folders of tests, from the root of the project. One failing test of them is enough. */
  readonly tests: readonly string[]
}

/** What no longer holds, the text that stands for it, and what takes its place. */
export type Row = readonly [rule: string, text: string, replacement: string]

/** Mutations written by hand. Keep the texts short, so that they outlive changes beside them. */
export function mutationsIn(file: string, tests: readonly string[], rows: readonly Row[]): readonly Mutation[] {
  return rows.map(([rule, text, replacement]) => ({
    file,
    rule,
    tests,
    mutate: (source) => (source.split(text).length === 2 ? source.replace(text, () => replacement) : undefined),
  }))
}

/**
 * A mutation for each match of a pattern with the flags `g` and `m`, so that what is added to a table or a list is
 * looked after too.
 * @param change what a match becomes, or `undefined` where there is nothing to change
 */
export function mutationsAtEach(
  file: string,
  tests: readonly string[],
  pattern: RegExp,
  change: (match: RegExpExecArray) => { readonly rule: string; readonly text: string } | undefined,
): readonly Mutation[] {
  const source = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)), 'utf8')
  const found = [...source.matchAll(pattern)].flatMap((match) => {
    const changed = change(match)
    if (!changed) return []
    const { index, 0: text } = match
    const mutated = source.slice(0, index) + changed.text + source.slice(index + text.length)
    return [{ file, rule: changed.rule, tests, mutate: () => mutated }]
  })
  return found.length > 0 ? found : [{ file, rule: `matches of ${pattern}`, tests, mutate: () => undefined }]
}
