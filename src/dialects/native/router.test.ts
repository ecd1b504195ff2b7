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
  return route && 'operation' in route ? [route.operation.name, { ...route.values }] : route?.allowed
}

test.each<[string, string, unknown]>([
  ['GET', '/api/v1/things', ['List', {}]],
  ['POST', '/api/v1/things', ['Make', {}]],
  ['GET', '/api/v1/things/a/__proto__', ['Show', { tenant: 'a', id: '__proto__' }]],
  ['HEAD', '/api/v1/things', ['List', {}]],
  ['PUT', '/api/v1/things', ['GET', 'HEAD', 'POST']],
  ['POST', '/api/v1/things/a/b', ['GET', 'HEAD']],
  ['GET', '/api/v1/things/a', undefined],
  ['GET', '/api/v1/Things', undefined],
  ['GET', '/api/v1/things/{tenant}', undefined],
])('%s %s leads to %j', (method, path, expected) => {
  expect(found(method, path)).toEqual(expected)
})
