import { expect, test } from 'vitest'
import { type Step, takeSteps } from './take-steps.ts'

const pass: Step<string[], string> = (call) => {
  call.push('passed')
  return undefined
}

test('a call goes to the first step that ends it, and no further', async () => {
  const call: string[] = []
  expect(await takeSteps([pass, async (call) => pass(call), () => 'end', pass], call)).toBe('end')
  expect(call).toEqual(['passed', 'passed'])
})

test('a step may take its time', async () => {
  expect(await takeSteps([async () => 'later', () => 'never'], [])).toBe('later')
})

test('a call that no step ends is a mistake of ours', async () => {
  await expect(takeSteps([pass], [])).rejects.toThrow('No step ended the call')
})
