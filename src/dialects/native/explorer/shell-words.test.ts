import { expect, test } from 'vitest'
import { shellWords } from './shell-words.ts'

test.each<[string, readonly string[]]>([
  ['', []],
  ['  a  b\n', ['a', 'b']],
  [String.raw`'a b' "c 'd'" e\ f`, ['a b', "c 'd'", 'e f']],
  [String.raw`'it'\''s'`, ["it's"]],
  [String.raw`"a\"b\n\$c"`, [String.raw`a"b\n$c`]],
  [String.raw`$'a\n\'b'`, ["a\n'b"]],
  ['a \\\n  b', ['a', 'b']],
  ['a\\\nb', ['ab']],
  ["''", ['']],
])('%j has the words %j', (command, words) => {
  expect(shellWords(command)).toEqual(words)
})

test.each(["'a", '"a', "$'a", '"a\\"'])('%s is not closed', (command) => {
  expect(shellWords(command)).toBeUndefined()
})
