import { expect, test } from 'vitest'
import { ProgressBar } from './progress-bar.ts'

function drawn(isTTY: boolean, total: number, ...steps: readonly number[]): string {
  let text = ''
  const write = (part: string | Uint8Array) => {
    text += part
    return true
  }
  const bar = new ProgressBar({ isTTY, write }, total, () => 0)
  for (const step of steps) bar.advance(step)
  bar.end()
  return text
}

test('a terminal sees the first step and the end', () => {
  expect(drawn(true, 4000, 1000, 1000, 2000)).toBe(
    `\r[${'#'.repeat(7)}${'.'.repeat(23)}] 25 %  1,000 rows \r[${'#'.repeat(30)}] 100 %  4,000 rows \n`,
  )
})

test('nothing to do is all done', () => {
  expect(drawn(true, 0)).toBe(`\r[${'#'.repeat(30)}] 100 %  0 rows \n`)
})

test('a file sees nothing', () => {
  expect(drawn(false, 10, 5, 5)).toBe('')
})
