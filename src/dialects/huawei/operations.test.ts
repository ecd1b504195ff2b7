import { expect, test } from 'vitest'
import { operations } from './operations.ts'
import type { ParameterKind, ParameterKinds } from './parameter-kind.ts'
import type { WireError } from './wire-error.ts'

const named = operations.map((operation) => [operation.name, operation] as const)

const errorsOf = (kinds: ParameterKinds): WireError[] => Object.values(kinds).flatMap(errorsOfKind)

function errorsOfKind({ error, item, members }: ParameterKind<unknown>): WireError[] {
  return [error, ...(item ? errorsOfKind(item) : []), ...(members ? errorsOf(members) : [])]
}

test('no two operations have the same name, or the same method and path', () => {
  expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length)
  expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length)
})

test.each(named)('%s lists the error of each of its parameters', (_, { query, body = {}, errors }) => {
  for (const error of [...errorsOf(query), ...errorsOf(body)]) expect(errors).toContain(error)
})

test.each(named)('%s lists no error twice', (_, { errors }) => {
  expect(new Set(errors).size).toBe(errors.length)
})

test.each(named)('%s needs its permission on the instance of its path if it changes it', (_, operation) => {
  const { path, service, access } = operation
  expect(access.resources === 'instance').toBe(path.includes('{instance_id}') && access.level !== 'read')
  expect(path.includes('{project_id}')).toBe(service === 'dds')
})

test.each(named)('%s asks for an agency only where its body may show who calls', (_, { access, anonymous }) => {
  expect(access.resources === 'agency').toBe(anonymous === true)
})
