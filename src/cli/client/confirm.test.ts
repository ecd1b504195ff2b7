import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { confirm } from './confirm.ts'

/** Asks somebody who types this, and then leaves. */
function asked(typed: string, isTTY = true): Promise<boolean> {
  const input = Object.assign(new PassThrough(), { isTTY })
  const output = Object.assign(new PassThrough(), { isTTY })
  input.end(typed)
  return confirm('Change 2 instances?', { input, output })
}

test.each([
  ['y\n', true],
  ['YES\n', true],
  [' y \n', true],
  ['n\n', false],
  ['\n', false],
  ['yesterday\n', false],
  ['', false],
  ['\u0003', false],
  ['\u0004', false],
])('%j is %s', async (typed, answer) => {
  expect(await asked(typed)).toBe(answer)
})

test('nobody is asked where there is no terminal', async () => {
  await expect(asked('y\n', false)).rejects.toThrow('say --yes')
})
