import { expect, test } from 'vitest'
import { readCommandLine } from './command-line.ts'

test.each<[line: string, words: string[], current: string, quote: string]>([
  ['', [], '', ''],
  ['tagplane', [], 'tagplane', ''],
  ['tagplane ', ['tagplane'], '', ''],
  ['tagplane  se', ['tagplane'], 'se', ''],
  [`tagplane search 'env = p`, ['tagplane', 'search'], 'env = p', "'"],
  [`tagplane search "env = \\"a`, ['tagplane', 'search'], 'env = "a', '"'],
  [`tagplane tag 'env = prod' ow`, ['tagplane', 'tag', 'env = prod'], 'ow', ''],
  [`tagplane tag a\\ b=c\\`, ['tagplane', 'tag'], 'a b=c', ''],
  [`tagplane tag 'a'"b"c`, ['tagplane', 'tag'], 'abc', ''],
  [`tagplane search '`, ['tagplane', 'search'], '', "'"],
  [`tagplane search '' x`, ['tagplane', 'search', ''], 'x', ''],
])('%s', (line, words, current, quote) => {
  expect(readCommandLine(line)).toEqual({ words, current, quote })
})

test('a long line takes no longer than its length allows', () => {
  expect(readCommandLine(`tagplane ${'"\\'.repeat(100_000)}`).words).toEqual(['tagplane'])
})
