import { expect, test } from 'vitest'
import { type Shell, writtenForShell } from './written-for-shell.ts'

test.each<[shell: Shell, word: string, current: string, quote: string, written: string[]]>([
  ['bash', 'owner', 'ow', '', ['owner']],
  ['bash', 'owner=li.na', 'owner=l', '', ['li.na']],
  ['bash', 'a:b=c', 'a:b', '', ['b=c']],
  ['bash', 'purpose=load test $(x)', 'purpose=', '', ['load\\ test\\ \\$\\(x\\)']],
  ['bash', '环境', '环', '', ['环境']],
  ['bash', 'env = prod', 'env = p', "'", ['env = prod']],
  ['bash', `env = "it's"`, 'env = ', "'", []],
  ['bash', 'env = "a b"', 'env = ', '"', []],
  ['bash', 'a\nrm', 'a', '', []],
  ['zsh', 'purpose=load test', 'purpose=', '', ['purpose=load test']],
  ['zsh', 'a\u001b[2J', 'a', '', []],
])('%s gets %j for %j, in the quote (%s), as %j', (shell, word, current, quote, written) => {
  expect(writtenForShell([word], shell, { current, quote })).toEqual(written)
})
