import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunningServer } from '../server.ts'
import * as fleet from './fleet.ts'

const { santiago, singapore, shardedDb, singleDb, prepaidDb, creation } = fleet

let server: RunningServer
beforeAll(async () => {
  server = await fleet.startFleet()
})
afterAll(() => server[Symbol.asyncDispose]())

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const idWith = (suffix: string) => expect.stringMatching(new RegExp(`^[0-9a-f]{32}${suffix}$`))

const create = (part: object = {}) =>
  fleet.sendSigned(server, 'POST', `/v3/${santiago}/instances`, { ...creation, ...part })
const list = (query = '', project = singapore) => fleet.sendSigned(server, 'GET', `/v3/${project}/instances${query}`)
const idsOf = async (query: string) => (await list(query)).body.instances.map(({ id }: { id: string }) => id)
const put = (id: string, what: string, body: unknown) =>
  fleet.sendSigned(server, 'PUT', `/v3/${santiago}/instances/${id}/${what}`, body)
const refusedWith = (status: number, error_code: string) => ({
  status,
  body: { error_code, error_msg: expect.any(String) },
})

describe('creating an instance', () => {
  test('answers 202 with what was ordered, in the types that the clients decode', async () => {
    const { status, body } = await create({ tags: [{ key: 'env', value: 'test' }] })
    expect(status).toBe(202)
    expect(body).toEqual({
      id: idWith('in02'),
      name: 'created-db',
      datastore: { type: 'DDS-Community', version: '4.0', storage_engine: 'wiredTiger' },
      created: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      status: 'creating',
      region: 'la-south-2',
      availability_zone: 'la-south-2a',
      vpc_id: 'v',
      subnet_id: 's',
      security_group_id: 'g',
      port: 8635,
      mode: 'ReplicaSet',
      disk_encryption_id: '',
      ssl_option: '1',
      flavor: [{ type: 'replica', num: '3', size: '20', spec_code: 'dds.mongodb.c3.medium.4.repset' }],
      backup_strategy: { start_time: '08:15-09:15', keep_days: '7' },
      enterprise_project_id: '0',
      job_id: uuid,
    })
    expect(await fleet.tagsOf(server, santiago, body.id)).toEqual(['env=test'])
  })

  test('through the vendor’s client, makes one that can be found, followed and deleted', async () => {
    const client = fleet.clientFor(server, santiago)
    const created = (await client.createInstance({ body: creation } as never)) as unknown as {
      id: string
      job_id: string
    }
    expect(created).toMatchObject({ httpStatusCode: 202 })
    const found = await client.listInstances({ id: created.id } as never)
    expect(found).toMatchObject({ total_count: 1, instances: [{ id: created.id, status: 'normal', actions: [] }] })
    const job = await client.listJobs({ id: created.job_id } as never)
    expect(job).toMatchObject({
      job: {
        id: created.job_id,
        name: 'Create_MongoDB',
        status: 'Completed',
        instance: { id: created.id, name: 'created-db' },
        fail_reason: null,
      },
    })
    const deleted = await client.deleteInstance({ instance_id: created.id } as never)
    expect(deleted).toMatchObject({ httpStatusCode: 202, job_id: uuid })
    expect((await list(`?id=${created.id}`, santiago)).body).toEqual({ instances: [], total_count: 0 })
    const again = client.deleteInstance({ instance_id: created.id } as never)
    await expect(again).rejects.toMatchObject(fleet.refusal(400, 'DBS.280110'))
  })

  test('takes numbers as text, and what it does not know', async () => {
    const part = {
      port: '27017',
      flavor: [{ type: 'replica', num: '5', storage: 'ULTRAHIGH', size: '30', spec_code: 'x' }],
      backup_strategy: { start_time: '00:00-01:00', keep_days: '0', period: '1,2' },
      configurations: [{ type: 'replica', configuration_id: 'c' }],
      unknown: true,
    }
    const { status, body } = await create(part)
    expect(status).toBe(202)
    expect(body).toMatchObject({ port: 27017, flavor: [{ num: '5', size: '30' }], backup_strategy: { keep_days: '0' } })
  })

  test('takes ten tags with it or does not happen', async () => {
    const tags = Array.from({ length: 11 }, (_, n) => ({ key: `k${n}`, value: '' }))
    expect((await create({ name: 'eleven', tags })).body).toMatchObject({ error_code: 'DBS.280484' })
    expect((await list('?name=eleven', santiago)).body.total_count).toBe(0)
    expect((await create({ name: 'eleven', tags: tags.slice(1) })).status).toBe(202)
  })

  const replica = creation.flavor[0]
  test.each<[string, object, string]>([
    ['no name', { name: undefined }, 'DBS.280234'],
    ['a name of 3 bytes', { name: 'abc' }, 'DBS.280234'],
    ['a name of 65 bytes', { name: 'a'.repeat(65) }, 'DBS.280234'],
    ['a name of 22 Chinese characters, 66 bytes', { name: '数'.repeat(22) }, 'DBS.280234'],
    ['a name that begins with a digit', { name: '1abc' }, 'DBS.280234'],
    ['a name with a blank', { name: 'ab cd' }, 'DBS.280234'],
    ['another database', { datastore: { type: 'MySQL', version: '4.0' } }, 'DBS.280235'],
    ['no datastore', { datastore: null }, 'DBS.280235'],
    ['another version', { datastore: { type: 'DDS-Community', version: '9.9' } }, 'DBS.280236'],
    ['another region', { region: 'cn-north-4' }, 'DBS.280001'],
    ['no zone', { availability_zone: '' }, 'DBS.280244'],
    ['no VPC', { vpc_id: undefined }, 'DBS.280247'],
    ['no subnet', { subnet_id: 5 }, 'DBS.280248'],
    ['no security group', { security_group_id: 'x'.repeat(65) }, 'DBS.280249'],
    ['a port of 2099', { port: '2099' }, 'DBS.200059'],
    ['a port of 9501', { port: 9501 }, 'DBS.200059'],
    ['a port of 27020', { port: '27020' }, 'DBS.200059'],
    ['a password of 7 characters', { password: 'x'.repeat(7) }, 'DBS.200052'],
    ['another mode', { mode: 'replicaset' }, 'DBS.280342'],
    ['no flavor', { flavor: [] }, 'DBS.280239'],
    ['a flavor of another mode', { mode: 'Sharding' }, 'DBS.280239'],
    ['a flavor without a spec', { flavor: [{ ...replica, spec_code: undefined }] }, 'DBS.280239'],
    ['33 nodes', { flavor: [{ ...replica, num: 33 }] }, 'DBS.280239'],
    ['another storage', { flavor: [{ ...replica, storage: 'TAPE' }] }, 'DBS.280241'],
    ['no room', { flavor: [{ ...replica, size: 9 }] }, 'DBS.280242'],
    ['no size', { flavor: [{ ...replica, size: undefined }] }, 'DBS.280242'],
    ['backups for 733 days', { backup_strategy: { start_time: '00:00-01:00', keep_days: 733 } }, 'DBS.280001'],
    ['a backup at 25:00', { backup_strategy: { start_time: '25:00-26:00' } }, 'DBS.280001'],
    ['a bad tag key', { tags: [{ key: '_sys_a', value: '' }] }, 'DBS.280482'],
    ['a tag without a value', { tags: [{ key: 'a' }] }, 'DBS.280483'],
    [
      'a tag twice',
      {
        tags: [
          { key: 'a', value: '' },
          { key: 'a', value: '' },
        ],
      },
      'DBS.280001',
    ],
    ['tags that are no list', { tags: {} }, 'DBS.280001'],
  ])('refuses %s', async (_, part, code) => {
    const { total_count } = (await list('', santiago)).body
    expect(await create(part)).toMatchObject(refusedWith(400, code))
    expect((await list('', santiago)).body.total_count).toBe(total_count)
  })

  test('refuses an enterprise project that is none', async () => {
    expect(await create({ enterprise_project_id: 'no/such' })).toMatchObject(refusedWith(403, 'DBS.280433'))
  })

  test.each(['abcd', '数据', 'a-_9', '数'.repeat(21)])('takes the name %s', async (name) => {
    expect(await create({ name })).toMatchObject({ status: 202, body: { name } })
  })
})

describe('listing instances', () => {
  test('gives every field in the type that the clients decode', async () => {
    const { body } = await list(`?id=${shardedDb}`)
    const [{ groups, ...instance }] = body.instances
    expect(body.total_count).toBe(1)
    expect(instance).toEqual({
      id: shardedDb,
      name: 'sharded-db',
      remark: 'shards',
      status: 'normal',
      port: '8635',
      mode: 'Sharding',
      region: 'ap-southeast-3',
      datastore: { type: 'DDS-Community', version: '4.4', patch_available: false },
      engine: 'rocksDB',
      created: '2026-01-03T00:00:00',
      updated: '2026-01-03T00:00:00',
      db_user_name: 'rwuser',
      ssl: 1,
      vpc_id: '0a0a0a0a-0000-4000-8000-000000000001',
      subnet_id: '0a0a0a0a-0000-4000-8000-000000000002',
      security_group_id: '0a0a0a0a-0000-4000-8000-000000000003',
      backup_strategy: { start_time: '00:00-01:00', keep_days: 7 },
      pay_mode: '0',
      maintenance_window: expect.stringMatching(/^\d\d:\d\d-\d\d:\d\d$/),
      disk_encryption_id: '',
      enterprise_project_id: '0a0a0a0a-0000-4000-8000-000000000004',
      time_zone: '',
      dss_pool_id: '',
      order_id: '',
      actions: [],
      tags: [
        { key: 'env', value: 'prod' },
        { key: 'team', value: 'orders' },
        { key: 'empty', value: '' },
      ],
    })
    const types = groups.map(({ type }: { type: string }) => type)
    expect(types).toEqual(['mongos', 'shard', 'shard', 'config'])
    expect(groups[1]).toMatchObject({
      id: idWith('gr02'),
      name: 'shard_1',
      status: 'normal',
      volume: { size: '100', used: expect.any(String) },
    })
    expect(groups[1].nodes).toHaveLength(3)
    expect(groups[1].nodes[0]).toEqual({
      id: idWith('no02'),
      name: 'shard_1_node_1',
      status: 'normal',
      role: 'Primary',
      private_ip: expect.stringMatching(/^192\.168\.\d+\.\d+$/),
      public_ip: '',
      spec_code: 'dds.mongodb.c6.large.2.shard',
      availability_zone: 'ap-southeast-3a',
    })
    const addresses = groups.flatMap(({ nodes }: { nodes: { private_ip: string }[] }) =>
      nodes.map((node) => node.private_ip),
    )
    expect(new Set(addresses).size).toBe(11)
    expect((await list(`?id=${shardedDb}`)).body.instances[0].groups).toEqual(groups)
  })

  test.each<[string, string[]]>([
    ['', [shardedDb, singleDb, prepaidDb]],
    [`?id=${singleDb}`, [singleDb]],
    ['?id=unknown', []],
    ['?name=single-db', [singleDb]],
    ['?name=single', []],
    ['?name=*le-db', [singleDb]],
    ['?name=%2A-db', [shardedDb, singleDb, prepaidDb]],
    ['?mode=Sharding', [shardedDb]],
    ['?datastore_type=DDS-Community', [shardedDb, singleDb, prepaidDb]],
    ['?vpc_id=0a0a0a0a-0000-4000-8000-000000000001', [shardedDb]],
    ['?subnet_id=0a0a0a0a-0000-4000-8000-000000000002', [shardedDb]],
    ['?subnet_id=other', []],
    ['?tags=env=prod', [shardedDb, prepaidDb]],
    ['?tags=env%3Dprod%2Cteam%3Dorders', [shardedDb]],
    ['?tags=empty=', [shardedDb]],
    ['?tags=team', [shardedDb, singleDb]],
    ['?id=&name=&mode=Single', [singleDb]],
    ['?offset=1&limit=1', [singleDb]],
    ['?offset=5', []],
    ['?unknown=x', [shardedDb, singleDb, prepaidDb]],
  ])('with the query "%s"', async (query, ids) => expect(await idsOf(query)).toEqual(ids))

  test('counts all matches beside a page of them', async () => {
    expect((await list('?limit=1')).body).toMatchObject({ total_count: 3 })
  })

  test.each([
    ['?limit=0', 'DBS.280439'],
    ['?limit=101', 'DBS.280439'],
    ['?limit=', 'DBS.280439'],
    ['?offset=-1', 'DBS.280440'],
    ['?offset=1e3', 'DBS.280440'],
    ['?offset=99999999999', 'DBS.280440'],
    ['?mode=Cluster', 'DBS.280342'],
    ['?datastore_type=MySQL', 'DBS.280235'],
    ['?name=*', 'DBS.280234'],
    ['?tags==x', 'DBS.280001'],
    ['?tags=a=1,a=2', 'DBS.280001'],
    [`?tags=${Array.from({ length: 21 }, (_, n) => `k${n}=`).join(',')}`, 'DBS.280001'],
  ])('refuses %s', async (query, code) => expect(await list(query)).toMatchObject(refusedWith(400, code)))
})

describe('renaming and describing', () => {
  test('change what is listed', async () => {
    const { id } = (await create()).body
    expect(await put(id, 'modify-name', { new_instance_name: 'renamed-db' })).toMatchObject({ status: 200, body: {} })
    expect(await put(id, 'remark', { remark: '备注' })).toMatchObject({ status: 200, body: {} })
    expect((await list(`?id=${id}`, santiago)).body.instances[0]).toMatchObject({
      name: 'renamed-db',
      remark: '备注',
      vpc_id: 'v',
    })
  })

  test.each<[string, unknown, string]>([
    ['modify-name', { new_instance_name: '1db' }, 'DBS.280234'],
    ['modify-name', {}, 'DBS.280234'],
    ['modify-name', [], 'DBS.280001'],
    ['remark', { remark: 'x'.repeat(65) }, 'DBS.280001'],
    ['remark', { remark: 'a<b' }, 'DBS.280001'],
    ['remark', { remark: 'a\nb' }, 'DBS.280001'],
    ['remark', {}, 'DBS.280001'],
  ])('%s refuses %j', async (what, body, code) => {
    const { id } = (await create()).body
    expect(await put(id, what, body)).toMatchObject(refusedWith(400, code))
  })

  test('of an instance that is not there are refused', async () => {
    expect(await put(shardedDb, 'modify-name', { new_instance_name: 'stolen' })).toMatchObject(
      refusedWith(400, 'DBS.280110'),
    )
    expect(await put(shardedDb, 'remark', { remark: '' })).toMatchObject(refusedWith(400, 'DBS.280110'))
  })
})

describe('deleting', () => {
  test('a prepaid instance is refused', async () => {
    const reply = await fleet.sendSigned(server, 'DELETE', `/v3/${singapore}/instances/${prepaidDb}`)
    expect(reply).toMatchObject(refusedWith(403, 'DBS.280406'))
  })

  test('an instance of another project or domain is refused', async () => {
    for (const id of [shardedDb, fleet.foreignDb]) {
      expect(await fleet.sendSigned(server, 'DELETE', `/v3/${santiago}/instances/${id}`)).toMatchObject(
        refusedWith(400, 'DBS.280110'),
      )
    }
  })

  test('an instance takes its tags with it', async () => {
    const { id } = (await create({ tags: [{ key: 'short-lived', value: 'x' }] })).body
    const keys = async () => {
      const { body } = await fleet.sendSigned(server, 'GET', `/v3/${santiago}/tags`)
      return body.tags.map(({ key }: { key: string }) => key)
    }
    expect(await keys()).toContain('short-lived')
    await fleet.sendSigned(server, 'DELETE', `/v3/${santiago}/instances/${id}`)
    expect(await keys()).not.toContain('short-lived')
  })
})

describe('a job', () => {
  const job = (query: string, project = santiago) => fleet.sendSigned(server, 'GET', `/v3/${project}/jobs${query}`)

  test('that is not there, or not named, is refused', async () => {
    expect(await job('?id=unknown')).toMatchObject(refusedWith(400, 'DBS.280016'))
    expect(await job('')).toMatchObject(refusedWith(400, 'DBS.280001'))
  })

  test('is not seen from another project', async () => {
    const { job_id } = (await create()).body
    expect(await job(`?id=${job_id}`)).toMatchObject({ status: 200 })
    expect(await job(`?id=${job_id}`, singapore)).toMatchObject(refusedWith(400, 'DBS.280016'))
  })
})
