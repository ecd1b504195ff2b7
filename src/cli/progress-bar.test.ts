import { PassThrough } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import { ProgressBar } from './progress-bar.ts'

/** What is drawn by steps of 60 ms. */
async function drawn(isTTY: boolean, ...shares: readonly number[]): Promise<readonly string[]> {
  const parts: string[] = []
  const terminal = new PassThrough({ encoding: 'utf8' })
  terminal.on('data', (part: string) => parts.push(stripVTControlCharacters(part).replace('\r', '')))
  let at = 0
  const bar = new ProgressBar(Object.assign(terminal, { isTTY }) as never, () => at)
  for (const share of shares) {
    bar.show(share, 'copying')
    at += 60
  }
  bar.clear()
  await new Promise((read) => terminal.end(read))
  return parts
}

test('a terminal sees how far it is, not more often than ten times a second, and nothing in the end', async () => {
  expect(await drawn(true, 0.25, 0.5, 1)).toEqual([
    `${'█'.repeat(7)}${'░'.repeat(23)}  25 %  copying`,
    `${'█'.repeat(30)} 100 %  copying`,
    '',
  ])
})

test('a file sees nothing', async () => {
  expect(await drawn(false, 0.5, 1)).toEqual([])
})
