import { expect, test } from 'vitest'
import { z } from 'zod'
import { operation } from './operation.ts'
import { createRouter } from './router.ts'

const make = (name: string, method: 'GET' | 'POST', path: string) =>
  operation({ name, method, path, summary: 's', reply: z.object({}), run: async () => ({}) })
const find = createRouter([
  make('List', 'GET', '/api/v1/things'),
  make('Make', 'POST', '/api/v1/things'),
  make('Show', 'GET', '/api/v1/things/{tenant}/{id}'),
])
const found = (method: string, path: string) => {
  const route = find(method, path.slice(1).split('/'))
  return typeof route === 'object' ? [route.operation.name, { ...route.values }] : route
}

test.each<[string, string, unknown]>([
  ['GET', '/api/v1/things', ['List', {}]],
  ['POST', '/api/v1/things', ['Make', {}]],
  ['GET', '/api/v1/things/a/__proto__', ['Show', { tenant: 'a', id: '__proto__' }]],
  ['PUT', '/api/v1/things', 'method'],
  ['POST', '/api/v1/things/a/b', 'method'],
  ['GET', '/api/v1/things/a', undefined],
  ['GET', '/api/v1/Things', undefined],
  ['GET', '/api/v1/things/{tenant}', undefined],
])('%s %s leads to %j', (method, path, expected) => {
  expect(found(method, path)).toEqual(expected)
})
