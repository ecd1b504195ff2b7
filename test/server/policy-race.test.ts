import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../alibaba/send.ts'
import { type Pairs, signV3 } from '../alibaba/signer.ts'
import { readDisk } from '../durability/disk.ts'
import type { Disk, LogRow } from '../durability/history.ts'
import { sendSigned } from '../huawei/fleet.ts'
import { type RunningServer, startServer } from '../server.ts'

const account = '1234567890123456'
const project = '89abcdef0123456789abcdef01234567'
const owner = { id: 'RACEOWNERKEY00000001', secret: 'race-owner-secret' }
const tester = { id: 'RACETESTERKEY0000001', secret: 'race-tester-secret' }

const kept = 3
const doomed = 12
const workers = 4
const callsEach = 60

const redisId = (index: number) => `r-bp1race${String(index).padStart(9, '0')}`
const ddsId = (index: number) => `${String(index).padStart(32, '0')}in02`

/** A change that was asked for, and what it was answered. */
interface Answered {
  readonly by: 'owner' | 'tester'
  readonly allowed: boolean
  readonly requestId: string
}

/** How the race is run in a cloud: each sends a call that changes something, as soon as it is allowed. */
interface Cloud {
  readonly tenant: string
  /** Sets `env`, which the tester's right depends on. */
  readonly setEnv: (index: number, value: string) => Promise<Answered>
  /** Gives `note` a value that it never had. */
  readonly note: (indices: readonly number[], value: string) => Promise<Answered>
  readonly remove: (index: number) => Promise<Answered>
}

let server: RunningServer
const folder = mkdtempSync(join(tmpdir(), 'tagplane-race-'))

beforeAll(async () => {
  const seed = join(folder, 'seed.json')
  writeFileSync(seed, JSON.stringify(seedOf(kept + doomed)))
  server = await startServer({ seed })
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** The tester may do what he likes to instances that are `env=test`, which all of them are at first. */
function seedOf(count: number): object {
  const indices = Array.from({ length: count }, (_, index) => index)
  const tags = { env: 'test' }
  const ram = {
    Effect: 'Allow',
    Action: '*',
    Resource: '*',
    Condition: { StringEquals: { 'acs:ResourceTag/env': 'test' } },
  }
  const iam = { Effect: 'Allow', Action: '*', Condition: { StringEquals: { 'g:ResourceTag/env': 'test' } } }
  return {
    alibaba: {
      accounts: [
        {
          id: account,
          accessKeys: [owner],
          users: [{ name: 'tester', accessKeys: [tester], policies: [{ Version: '1', Statement: [ram] }] }],
          instances: indices.map((index) => ({
            id: redisId(index),
            region: 'cn-hangzhou',
            name: `cache-${index}`,
            tags,
          })),
        },
      ],
    },
    huawei: {
      domains: [
        {
          id: '0123456789abcdef0123456789abcdef',
          name: 'acme',
          projects: [{ id: project, name: 'cn-north-4' }],
          users: [
            { name: 'owner', admin: true, accessKeys: [owner] },
            { name: 'tester', accessKeys: [tester], policies: [{ Version: '5.0', Statement: [iam] }] },
          ],
          instances: indices.map((index) => ({ id: ddsId(index), project, name: `db-${index}`, tags })),
        },
      ],
    },
  }
}

async function redis(by: Answered['by'], action: string, pairs: Pairs): Promise<Answered> {
  const key = by === 'owner' ? owner : tester
  const { status, RequestId, Code } = await ask(server, signV3(server.host, key, action, pairs))
  expect([undefined, 'Forbidden.RAM', 'InvalidDbInstanceId.NotFound', 'InvalidInstanceId.NotFound']).toContain(Code)
  return { by, allowed: status === 200, requestId: RequestId }
}

const place: Pairs = [
  ['RegionId', 'cn-hangzhou'],
  ['ResourceType', 'INSTANCE'],
]
const tagPairs = (indices: readonly number[], key: string, value: string): Pairs => [
  ...place,
  ...indices.map((index, at): [string, string] => [`ResourceId.${at + 1}`, redisId(index)]),
  ['Tag.1.Key', key],
  ['Tag.1.Value', value],
]

const alibaba: Cloud = {
  tenant: account,
  setEnv: (index, value) => redis('owner', 'TagResources', tagPairs([index], 'env', value)),
  note: (indices, value) => redis('tester', 'TagResources', tagPairs(indices, 'note', value)),
  remove: (index) => redis('tester', 'DeleteInstance', [['InstanceId', redisId(index)]]),
}

async function dds(by: Answered['by'], method: string, path: string, body: unknown = ''): Promise<Answered> {
  const key = by === 'owner' ? owner : tester
  const reply = await sendSigned(server, method, `/v3/${project}/instances/${path}`, body, { by: key })
  expect([undefined, 'DBS.280063', 'DBS.280110']).toContain(reply.body.error_code)
  return { by, allowed: reply.status < 300, requestId: String(reply.headers['x-request-id']) }
}

const setTag = (by: Answered['by'], index: number, key: string, value: string) =>
  dds(by, 'POST', `${ddsId(index)}/tags/action`, { action: 'create', tags: [{ key, value }] })

const huawei: Cloud = {
  tenant: project,
  setEnv: (index, value) => setTag('owner', index, 'env', value),
  note: ([index = 0], value) => setTag('tester', index, 'note', value),
  remove: (index) => dds('tester', 'DELETE', ddsId(index)),
}

/** All at the same time: the owner switches `env` to and fro, the testers write and delete. */
async function race({ setEnv, note, remove }: Cloud): Promise<readonly Answered[]> {
  const answers: Answered[] = []
  const switching = Array.from({ length: kept }, async (_, index) => {
    for (let call = 0; call < callsEach; call++) answers.push(await setEnv(index, call % 2 ? 'test' : 'prod'))
  })
  const writing = Array.from({ length: workers }, async (_, worker) => {
    for (let call = 0; call < callsEach; call++) {
      const index = (worker + call) % kept
      const both = call % 3 === 0 ? [index, (index + 1) % kept] : [index]
      answers.push(await note(both, `${worker}-${call}`))
    }
  })
  const deleting = Array.from({ length: doomed }, async (_, at) => {
    const calls = [() => setEnv(kept + at, 'prod'), () => remove(kept + at)]
    answers.push(...(await Promise.all((at % 2 ? calls : calls.reverse()).map((call) => call()))))
  })
  await Promise.all([...switching, ...writing, ...deleting])
  return answers
}

/** The revisions of a tenant in their order, each of one request. */
function revisionsOf(tenant: string, log: readonly LogRow[]): LogRow[][] {
  return [
    ...Map.groupBy(
      log.filter((row) => row.tenant === tenant),
      ({ revision }) => revision,
    ).values(),
  ]
}

describe.each([
  ['Alibaba', alibaba],
  ['Huawei', huawei],
])('%s: while the tag changes that a permission depends on', (_, cloud) => {
  let answers: readonly Answered[] = []
  let revisions: LogRow[][] = []
  let before: Disk

  beforeAll(async () => {
    before = readDisk(server.data, new Map())
    answers = await race(cloud)
    revisions = revisionsOf(cloud.tenant, readDisk(server.data, before.revisions).log)
  })

  test('some of what the testers ask is allowed, and some denied', () => {
    const outcomes = answers.filter(({ by }) => by === 'tester').map(({ allowed }) => allowed)
    expect(new Set(outcomes)).toEqual(new Set([true, false]))
  })

  test('nothing is done that was not allowed in the order that the change log shows', () => {
    const asked = new Map(answers.map((answer) => [answer.requestId, answer]))
    const env = new Map<string, string | null>(before.tags.map(({ instance, value }) => [instance, value]))
    const trespasses: LogRow[] = []
    for (const rows of revisions) {
      const by = asked.get(rows[0]?.requestId ?? '')?.by
      if (by !== 'owner') trespasses.push(...rows.filter(({ instance }) => env.get(instance) !== 'test'))
      for (const { instance, key, after } of rows) if (key === 'env') env.set(instance, after)
    }
    expect(trespasses).toEqual([])
  })

  test('what was answered is what the change log shows', () => {
    const logged = new Set(revisions.map(([row]) => row?.requestId))
    expect(answers.filter(({ requestId, allowed }) => logged.has(requestId) !== allowed)).toEqual([])
    expect(logged.size).toBe(answers.filter(({ allowed }) => allowed).length)
  })
})
