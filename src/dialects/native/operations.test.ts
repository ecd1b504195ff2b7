import { expect, test } from 'vitest'
import { operations } from './operations.ts'

const named = operations.map(({ name }) => name)

test('names are unlike each other', () => {
  expect(new Set(named).size).toBe(named.length)
})

test.each(operations.map((one) => [one.name, one] as const))(
  '%s is described',
  (_name, { summary, path, method, body }) => {
    expect(summary).toMatch(/^[A-Z].*[^.]$/)
    expect(path).toMatch(/^\/api\/v1\/[a-z./{}]+$/)
    if (method !== 'POST') expect(body).toBeUndefined()
  },
)
