import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type PostgresServer, promote, startPostgres, startStandby } from '../../../test/postgres-server.ts'
import { aChange, anInstance, fleet, north, start, tags } from '../conformance/bed.conformance.ts'
import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-error.ts'
import { openPostgresStore } from './postgres-store.ts'

/** Longer than a test may take: what waits for it fails. */
const statementMsMax = 60_000

let server: PostgresServer
let store: Store

beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(async () => {
  store = await openNode()
  await store.load('fleet', async () => ({ ...fleet, instances: [anInstance('a')] }))
  return () => store.close()
})

let count = 0
const write = (node: Store) => node.changeTags(aChange({ set: tags(`k=${++count}`) }))
const spend = (node: Store) => node.spendNonce(`nonce ${++count}`, start, start + 60_000)
const read = (node: Store) => node.tagsOf('t1', north, ['a'])
const callsOf = (node: Store) => [
  write(node),
  read(node),
  read(node),
  spend(node),
  node.findInstance('t1', 'a'),
  node.probe(),
]

test.each(['stop', 'kill'] as const)(
  'after a %s, calls are refused at once, and later go on by themselves',
  async (how) => {
    await Promise.all(callsOf(store))
    await server[how]()
    for (const answer of await Promise.allSettled(callsOf(store))) {
      expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) })
    }
    await server.start()
    await Promise.all(callsOf(store))
  },
)

test('what was acknowledged under way to a kill is there, and each revision once', async () => {
  const before = await store.readChanges('t1', 0, 10_000)
  const acknowledged: number[] = []
  const writer = async () => {
    for (;;) {
      const answer = await write(store)
      if (answer.kind === 'applied') acknowledged.push(answer.revision ?? 0)
    }
  }
  const writers = Promise.allSettled(Array.from({ length: 8 }, writer))
  await sleep(300)
  await server.kill()
  for (const { status } of await writers) expect(status).toBe('rejected')
  await server.start()
  const revisions = (await store.readChanges('t1', before.length, 100_000)).map(({ revision }) => revision)
  expect(acknowledged.length).toBeGreaterThan(0)
  expect(revisions).toEqual(expect.arrayContaining(acknowledged))
  expect(revisions).toEqual(revisions.map((_, index) => before.length + index + 1))
})

test('calls that the server does not answer are given up', async () => {
  await using impatient = await openNode(300)
  await Promise.all(callsOf(impatient))
  server.freeze()
  const answers = await Promise.allSettled([...callsOf(impatient), ...callsOf(impatient)])
  server.thaw()
  for (const answer of answers) expect(answer).toMatchObject({ reason: expect.any(StoreUnavailable) })
  await expect.poll(() => write(impatient).then(() => 'written', String), { timeout: 10_000 }).toBe('written')
})

test('when a standby takes the place of a lost server, all that was acknowledged is there and calls go on', async () => {
  await using primary = await startPostgres()
  await using standby = await startStandby(primary)
  const both = `postgres://postgres@${new URL(primary.url).host},${new URL(standby.url).host}/postgres`
  await using node = await openPostgresStore(both, { now: () => start, poolSize: 4, statementMsMax }).then(disposable)
  await node.load('fleet', async () => ({ ...fleet, instances: [anInstance('a')] }))
  for (let index = 0; index < 50; index++) await write(node)
  await primary.kill()
  for (const answer of await Promise.allSettled(callsOf(node))) expect(answer).toMatchObject({ status: 'rejected' })
  await promote(standby)
  expect(await node.readChanges('t1', 0, 1000)).toHaveLength(50)
  expect(await write(node)).toMatchObject({ revision: 51 })
})

test('a key that another node disabled is refused within a second', async () => {
  await using other = await openNode()
  expect(await store.findAccessKey('one', 'key-1')).toMatchObject({ active: true })
  await other.changeIdentities({ kind: 'enable-access-key', realm: 'one', id: 'key-1', active: false })
  const disabledAt = performance.now()
  for (;;) {
    const askedAt = performance.now()
    if (!(await store.findAccessKey('one', 'key-1'))?.active) break
    expect(askedAt - disabledAt).toBeLessThan(1000)
  }
})

test('a nonce that another node has spent is refused', async () => {
  await using other = await openNode()
  const nonces = Array.from({ length: 200 }, (_, index) => `of both ${index}`)
  const spendAll = (node: Store) => Promise.all(nonces.map((nonce) => node.spendNonce(nonce, start, start + 60_000)))
  const [ours, theirs] = await Promise.all([spendAll(store), spendAll(other)])
  expect(ours.map((isNew, index) => Number(isNew) + Number(theirs[index]))).toEqual(nonces.map(() => 1))
})

test('revisions of one tenant have no gap, whichever node writes', async () => {
  await using other = await openNode()
  const [last] = (await store.readChanges('t1', 0, 100_000)).slice(-1)
  const nodes = [store, other]
  const changes = Array.from({ length: 200 }, (_, index) => aChange({ set: tags(`k=of both ${index}`) }))
  await Promise.all(changes.map((change, index) => (nodes[index % 2] as Store).changeTags(change)))
  const after = last?.revision ?? 0
  const revisions = (await other.readChanges('t1', after, 100_000)).map(({ revision }) => revision)
  expect(revisions).toEqual(changes.map((_, index) => after + index + 1))
})

async function openNode(limit = statementMsMax): Promise<Store & AsyncDisposable> {
  return disposable(await openPostgresStore(server.url, { now: () => start, poolSize: 4, statementMsMax: limit }))
}

function disposable(node: Store): Store & AsyncDisposable {
  return { ...node, [Symbol.asyncDispose]: () => node.close() }
}
