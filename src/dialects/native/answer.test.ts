import { expect, test } from 'vitest'
import type { DialectContext, WireRequest } from '../dialect.ts'
import type { Cloud } from './cloud.ts'
import { createNative } from './native.ts'

const tick = () => new Promise(setImmediate)

/** A server whose long reads never end, and how many of them were begun. */
function bed() {
  const begun: string[] = []
  const read = (name: string) => () => {
    begun.push(name)
    return new Promise(() => {})
  }
  const names = ['searchInstances', 'countTagKeys', 'countTagValues', 'listChanges', 'tagsAsOf']
  const store = {
    listTenants: async () => [{ id: 't' }],
    findInstance: async () => undefined,
    revisionOf: async () => 1,
    ...Object.fromEntries(names.map((name) => [name, read(name)])),
  }
  const findSigningKey = async (_realm: string, id: string) => ({
    ...{ id, secret: 's', active: true, temporary: false },
    principal: { realm: 'one', account: 'a', id },
  })
  const permissions = { denialOfList: () => undefined }
  const fleet = { permissionsOf: async () => permissions, regionsOf: () => ['r'], actorOf: () => 'someone' }
  const context = { store, access: { findSigningKey }, now: () => 0 } as unknown as DialectContext
  const native = createNative(context, [{ name: 'one', fleet } as unknown as Cloud])
  const get = (target: string, who: string) => {
    const headers = { authorization: `Basic ${Buffer.from(`${who}:s`).toString('base64')}` }
    const request: WireRequest = { method: 'GET', target, headers, body: Buffer.alloc(0), remoteAddress: '::1' }
    return native.answer(request)
  }
  return { begun, get }
}

test.each([
  '/api/v1/instances',
  '/api/v1/export',
  '/api/v1/tags/keys',
  '/api/v1/tags/values?key=k',
  '/api/v1/changes',
  '/api/v1/instances/t/i/tags',
])('GET %s of one leaves room for that of another', async (target) => {
  const { begun, get } = bed()
  for (let count = 0; count < 4 + 16; count++) get(target, 'one')
  await tick()
  expect(begun).toHaveLength(4)
  const { status, headers, code } = await get('/api/v1/instances', 'one')
  expect([status, code, headers['Retry-After']]).toEqual([429, 'TooManyReads', '1'])
  get(target, 'another')
  await tick()
  expect(begun).toHaveLength(5)
})
