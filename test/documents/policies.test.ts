import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { currentSdk } from '../alibaba/clients.ts'
import { clientFor } from '../huawei/fleet.ts'
import { type RunningServer, startServer } from '../server.ts'
import { readDocument } from './markdown.ts'
import {
  type ExampleInstance,
  type ExampleRow,
  type PolicyExample,
  policyExamplesOf,
  tagsIn,
} from './policy-examples.ts'

const examples = policyExamplesOf(readDocument('docs/access.md'))
const account = '1234567890123456'
const projects: Readonly<Record<string, string>> = { 'cn-north-4': '1'.repeat(32), 'cn-south-1': '2'.repeat(32) }

/** A row with the user who makes the call, and the instances that are its own. */
interface Case {
  readonly cloud: PolicyExample['cloud']
  readonly title: string
  readonly row: ExampleRow
  readonly key: { readonly id: string; readonly secret: string }
  readonly ids: readonly string[]
}

const cases: readonly Case[] = examples.flatMap(({ cloud, name, rows }, example) =>
  rows.map((row, number) => ({
    cloud,
    title: `${cloud}, ${name}: ${row.call} ${row.allowed ? 'is allowed' : 'is denied'} (row ${number + 1})`,
    row,
    key: keyOf(example),
    ids: row.place.instances.map((_, place) => idOf(cloud, example * 1000 + number * 10 + place)),
  })),
)

function keyOf(example: number) {
  return { id: `EXAMPLEKEY${String(example).padStart(10, '0')}`, secret: `example-secret-${example}` }
}

function idOf(cloud: PolicyExample['cloud'], number: number): string {
  const digits = String(number)
  return cloud === 'Alibaba Cloud' ? `r-bp1${digits.padStart(13, '0')}` : `${digits.padStart(32, '0')}in02`
}

let server: RunningServer
const folder = mkdtempSync(join(tmpdir(), 'tagplane-policies-'))

beforeAll(async () => {
  const seed = join(folder, 'seed.json')
  writeFileSync(seed, JSON.stringify(seedFile()))
  server = await startServer({ seed })
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** A user for each policy, who has no other, and the instances of each row. */
function seedFile(): object {
  const usersOf = (cloud: PolicyExample['cloud']) =>
    examples.flatMap((example, index) =>
      example.cloud === cloud
        ? [{ name: `user-${index}`, accessKeys: [keyOf(index)], policies: [example.policy] }]
        : [],
    )
  const instancesOf = (cloud: PolicyExample['cloud'], place: (instance: ExampleInstance) => object) =>
    cases
      .filter((one) => one.cloud === cloud)
      .flatMap(({ row, ids }) =>
        row.place.instances.map((each, index) => ({
          id: ids[index],
          name: `instance-${index}`,
          tags: each.tags,
          ...place(each),
        })),
      )
  return {
    alibaba: {
      accounts: [
        {
          id: account,
          users: usersOf('Alibaba Cloud'),
          instances: instancesOf('Alibaba Cloud', ({ region = 'cn-hangzhou' }) => ({ region })),
        },
      ],
    },
    huawei: {
      domains: [
        {
          id: '0123456789abcdef0123456789abcdef',
          name: 'acme',
          projects: Object.entries(projects).map(([name, id]) => ({ id, name })),
          users: usersOf('Huawei Cloud'),
          instances: instancesOf('Huawei Cloud', ({ region = 'cn-north-4' }) => ({ project: region })),
        },
      ],
    },
  }
}

/** What the current SDK is answered. */
async function callRedis({ row: { call, place }, key, ids }: Case): Promise<boolean> {
  const [action = '', ...words] = call.split(' ')
  const RegionId =
    place.instances[0]?.region ?? place.region ?? (place.instances.length > 0 ? 'cn-hangzhou' : undefined)
  const tags = Object.entries(tagsIn(words)).map(([Key, Value]) => ({ Key, Value }))
  const keys = words.filter((word) => !word.includes('='))
  const { status, Code } = await currentSdk(server, key)(action, {
    ...(RegionId !== undefined && { RegionId }),
    ...(/tagResources$/i.test(action)
      ? { ResourceType: 'INSTANCE', ResourceId: ids }
      : ids.length > 0 && { InstanceId: ids[0] }),
    ...(tags.length > 0 && { Tag: tags }),
    ...(keys.length > 0 && { TagKey: keys }),
    ...(action === 'CreateInstance' && { InstanceClass: 'redis.master.small.default' }),
  })
  expect([undefined, 'Forbidden.RAM']).toContain(Code)
  return status === 200
}

/** What the vendor's client is answered. */
async function callDds({ row: { call, place }, key, ids }: Case): Promise<boolean> {
  const [operation = '', action, ...words] = call.split(' ')
  const project = projects[place.instances[0]?.region ?? place.region ?? 'cn-north-4'] ?? ''
  const tags =
    action === 'create'
      ? Object.entries(tagsIn(words)).map(([name, value]) => ({ key: name, value }))
      : words.map((name) => ({ key: name }))
  const client = clientFor(server, project, key) as unknown as Record<string, (request: object) => Promise<unknown>>
  const method = (operation[0] ?? '').toLowerCase() + operation.slice(1)
  try {
    await client[method]?.({ instance_id: ids[0], ...(action !== undefined && { body: { action, tags } }) })
    return true
  } catch (error) {
    expect(error).toMatchObject({ httpStatusCode: 403, errorCode: 'DBS.280063' })
    return false
  }
}

test('the page has the same five policies for both clouds', () => {
  const namesOf = (cloud: string) => examples.filter((example) => example.cloud === cloud).map(({ name }) => name)
  expect(namesOf('Alibaba Cloud')).toHaveLength(5)
  expect(namesOf('Huawei Cloud')).toEqual(namesOf('Alibaba Cloud'))
})

test('each policy allows something and denies something', () => {
  for (const { rows } of examples) expect(new Set(rows.map(({ allowed }) => allowed)).size).toBe(2)
})

test.each(cases)('$title', async (one) => {
  expect(await (one.cloud === 'Alibaba Cloud' ? callRedis(one) : callDds(one))).toBe(one.row.allowed)
})
