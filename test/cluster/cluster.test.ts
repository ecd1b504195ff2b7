import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../alibaba/send.ts'
import { signV1 } from '../alibaba/signer.ts'
import { alibabaKey } from '../durability/fleet.ts'
import { type PostgresServer, startPostgres } from '../postgres-server.ts'
import { tagplane } from '../server/command.ts'
import { type Cluster, startCluster } from './cluster.ts'
import { Trials } from './trial.ts'

const nodeCount = 3
const places = Array.from({ length: nodeCount }, (_, place) => place)
/** Longer than a test may take: what waits for it fails. */
const statementSeconds = '60'
/** Longer than the balancer takes to notice that a node leaves. */
const stopDelaySeconds = '1'
/** For clients to meet what is away. */
const outageMs = 400
const secondMs = 1000

let database: PostgresServer
let cluster: Cluster
let trials: Trials

beforeAll(async () => {
  database = await startPostgres()
  const options = ['--statement-timeout', statementSeconds, '--stop-delay', stopDelaySeconds]
  cluster = await startCluster(nodeCount, database.url, ...options)
  trials = new Trials(cluster)
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

test('in a rolling restart no call fails, even of SDKs that do not try again', { timeout: 50_000 }, async () => {
  const restarts = async (goesOn: () => Promise<void>) => {
    for (const place of places) {
      expect(await cluster.nodes[place]?.stop()).toBe(0)
      await goesOn()
      await cluster.restart(place)
      await goesOn()
    }
  }
  const { failures } = await trials.underLoad(database.url, restarts, false)
  expect(failures).toEqual([])
})

test('after the kill of a node the others go on', async () => {
  const { failures } = await trials.underLoad(database.url, async (goesOn) => {
    await cluster.nodes[0]?.kill()
    await goesOn()
  })
  expect(failures.filter((code) => !/^(ECONNRESET|socket hang up)$/.test(code))).toEqual([])
  await cluster.restart(0)
})

test.each(['stop', 'kill'] as const)(
  'after a %s of PostgreSQL calls are refused at once, and go on later',
  async (end) => {
    const { failures } = await trials.underLoad(database.url, async (goesOn) => {
      await database[end]()
      await sleep(outageMs)
      await database.start()
      await goesOn()
    })
    expect(new Set(failures)).toEqual(new Set(['ServiceUnavailable', 'DBS.280005']))
  },
)

test('of one call that is sent to all nodes at once, one is answered: its nonce is used', async () => {
  for (let round = 0; round < 20; round++) {
    const call = signV1(alibabaKey, 'DescribeRegions', [])
    const answers = await Promise.all(cluster.nodes.map((node) => ask(node, call)))
    const codes = answers.map(({ status, Code }) => Code ?? status)
    expect(codes.toSorted()).toEqual([200, 'SignatureNonceUsed', 'SignatureNonceUsed'])
  }
})

test('a key that is disabled is refused by all nodes within a second', async () => {
  const answers = async () =>
    Promise.all(cluster.nodes.map(async (node) => (await ask(node, signV1(alibabaKey, 'DescribeRegions', []))).status))
  const place = ['--cloud', 'alibaba', '--store', database.url, '--data', cluster.nodes[0]?.data ?? '']
  const switched = (how: 'disable' | 'enable') => tagplane(['access', how, 'key', alibabaKey.id, ...place])
  expect(await answers()).toEqual([200, 200, 200])
  expect(await switched('disable')).toMatchObject({ status: 0 })
  await sleep(secondMs)
  expect(await answers()).toEqual([400, 400, 400])
  expect(await switched('enable')).toMatchObject({ status: 0 })
})
