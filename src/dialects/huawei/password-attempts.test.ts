import { expect, test } from 'vitest'
import { createPasswordAttempts, failuresMax, lockMs, passwordAttemptsOf } from './password-attempts.ts'

function failing(times: number) {
  const attempts = createPasswordAttempts()
  for (let n = 0; n < times; n++) attempts.failed('ops', 0)
  return attempts
}

test('five wrong passwords in a row lock, four do not', () => {
  expect(failing(failuresMax).isLocked('ops', 1)).toBe(true)
  expect(failing(failuresMax - 1).isLocked('ops', 1)).toBe(false)
})

test('only the one who failed is locked', () => {
  expect(failing(failuresMax).isLocked('admin', 1)).toBe(false)
})

test('a lock ends after 15 minutes', () => {
  expect(failing(failuresMax).isLocked('ops', lockMs - 1)).toBe(true)
  expect(failing(failuresMax).isLocked('ops', lockMs)).toBe(false)
})

test('a right password forgets the wrong ones', () => {
  const attempts = failing(failuresMax - 1)
  attempts.succeeded('ops')
  attempts.failed('ops', 1)
  expect(attempts.isLocked('ops', 1)).toBe(false)
})

test('what is remembered is bounded', () => {
  const attempts = failing(failuresMax)
  for (let n = 0; n < 10_000; n++) attempts.failed(`user-${n}`, 1)
  expect(attempts.isLocked('ops', 1)).toBe(false)
})

test('who checks passwords of the same server counts together', () => {
  const server = {}
  expect(passwordAttemptsOf(server)).toBe(passwordAttemptsOf(server))
  expect(passwordAttemptsOf(server)).not.toBe(passwordAttemptsOf({}))
})
