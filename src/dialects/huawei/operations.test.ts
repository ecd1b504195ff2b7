import { expect, test } from 'vitest'
import type { Refusal } from './errors.ts'
import type { Field, Fields } from './field.ts'
import { operations } from './operations.ts'

const named = operations.map((operation) => [operation.name, operation] as const)

const refusalsOf = (fields: Fields): Refusal[] => Object.values(fields).flatMap(refusalsOfField)

function refusalsOfField({ refusal, item, fields }: Field<unknown>): Refusal[] {
  return [refusal, ...(item ? refusalsOfField(item) : []), ...(fields ? refusalsOf(fields) : [])]
}

test('no two operations have the same name, or the same method and path', () => {
  expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length)
  expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length)
})

test.each(named)('%s lists the error of each of its fields', (_, { query, body = {}, errors }) => {
  for (const refusal of [...refusalsOf(query), ...refusalsOf(body)]) expect(errors).toContain(refusal)
})

test.each(named)('%s lists no error twice', (_, { errors }) => {
  expect(new Set(errors).size).toBe(errors.length)
})

test.each(named)('%s acts on the instance of its path, if it has one', (_, { path, service, access }) => {
  expect(access.resources).toBe(path.includes('{instance_id}') ? 'instance' : '*')
  expect(path.includes('{project_id}')).toBe(service === 'dds')
})
