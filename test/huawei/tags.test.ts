import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunningServer } from '../server.ts'
import * as fleet from './fleet.ts'

const { beijing, ordersDb, wide, wideDb, singapore, shardedDb, singleDb, prepaidDb, santiago } = fleet

type TagItem = { key?: unknown; value?: unknown }

let server: RunningServer
beforeAll(async () => {
  server = await fleet.startFleet()
})
afterAll(() => server[Symbol.asyncDispose]())

/** tags/action through the vendor's client; what the client throws is the answer. */
function act(action: string, tags: TagItem[], { project = beijing, instance = ordersDb, as = fleet.key } = {}) {
  const request = { instance_id: instance, body: { action, tags } }
  return fleet.clientFor(server, project, as).batchTagAction(request as never)
}
const create = (tags: TagItem[], on = {}) => act('create', tags, on)
const remove = (tags: TagItem[], on = {}) => act('delete', tags, on)
const tags = (project = beijing, instance = ordersDb) => fleet.tagsOf(server, project, instance)
const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `key${n}`, value: '' }))

/** Leaves exactly these tags on the orders database. */
async function given(...pairs: [key: string, value: string][]) {
  const { body } = await fleet.sendSigned(server, 'GET', `/v3/${beijing}/instances/${ordersDb}/tags`)
  if (body.tags.length > 0) await remove(body.tags)
  if (pairs.length > 0) await create(pairs.map(([key, value]) => ({ key, value })))
}

describe('tags/action, create', () => {
  beforeEach(() => given(['env', 'prod']))

  test('adds tags', async () => {
    expect(
      await create([
        { key: 'key1', value: 'value1' },
        { key: 'key', value: 'value3' },
      ]),
    ).toMatchObject({ httpStatusCode: 200 })
    expect(await tags()).toEqual(['env=prod', 'key1=value1', 'key=value3'])
  })

  test('answers an empty object', async () => {
    const { status, body } = await fleet.sendSigned(server, 'POST', path, {
      action: 'create',
      tags: [{ key: 'a', value: 'b' }],
    })
    expect({ status, body }).toEqual({ status: 200, body: {} })
  })

  test('overwrites the value of a key that is there', async () => {
    await create([{ key: 'env', value: 'test' }])
    expect(await tags()).toEqual(['env=test'])
  })

  test('takes an empty value, and null for one', async () => {
    await create([
      { key: 'a', value: '' },
      { key: 'b', value: null },
    ])
    expect(await tags()).toEqual(['env=prod', 'a=', 'b='])
  })

  test('keys differ by letter case, and by how an accent is written', async () => {
    await create([
      { key: 'ENV', value: '1' },
      { key: 'é', value: '2' },
      { key: 'e\u0301', value: '3' },
    ])
    expect(await tags()).toEqual(['env=prod', 'ENV=1', 'é=2', 'e\u0301=3'])
  })

  test('fills an instance up to 10 tags, and no further', async () => {
    await create(numbered(9))
    await expect(create([{ key: 'one-more', value: '' }])).rejects.toMatchObject(limitReached)
    expect(await tags()).toHaveLength(10)
  })

  test('counts after overwriting', async () => {
    await create(numbered(9))
    await create([
      { key: 'env', value: 'test' },
      { key: 'key0', value: 'x' },
    ])
    expect(await tags()).toContain('env=test')
  })

  test('adds all or none', async () => {
    await expect(create(numbered(10))).rejects.toMatchObject(limitReached)
    expect(await tags()).toEqual(['env=prod'])
  })

  test('keeps the limit when two calls meet', async () => {
    const calls = numbered(12).map((tag) =>
      create([tag]).then(
        () => 'added',
        () => 'refused',
      ),
    )
    expect((await Promise.all(calls)).filter((result) => result === 'added')).toHaveLength(9)
    expect(await tags()).toHaveLength(10)
  })

  test('repeated, has the same answer and the same outcome', async () => {
    await create([{ key: 'a', value: 'b' }])
    await create([{ key: 'a', value: 'b' }])
    expect(await tags()).toEqual(['env=prod', 'a=b'])
  })

  test('allows as many tags as the project’s setting says', async () => {
    await create(numbered(20), { project: wide, instance: wideDb })
    await expect(create([{ key: 'one-more', value: '' }], { project: wide, instance: wideDb })).rejects.toMatchObject(
      limitReached,
    )
    await remove(
      numbered(20).map(({ key }) => ({ key })),
      { project: wide, instance: wideDb },
    )
  })

  test('takes a tag without a value where the project’s setting says so', async () => {
    await create([{ key: 'bare' }], { project: wide, instance: wideDb })
    expect(await tags(wide, wideDb)).toEqual(['bare='])
    await expect(create([{ key: 'n', value: 1 }], { project: wide, instance: wideDb })).rejects.toMatchObject(badValue)
    await remove([{ key: 'bare' }], { project: wide, instance: wideDb })
  })
})

describe('tags/action, delete', () => {
  beforeEach(() => given(['key1', 'a'], ['key2', 'value3'], ['empty', '']))

  test.each<[string, TagItem[], string[]]>([
    ['by key, whatever the value', [{ key: 'key1' }], ['key2=value3', 'empty=']],
    ['by key and value', [{ key: 'key2', value: 'value3' }], ['key1=a', 'empty=']],
    ['nothing where the value is another', [{ key: 'key2', value: 'VALUE3' }], ['key1=a', 'key2=value3', 'empty=']],
    ['in both ways at once', [{ key: 'key1' }, { key: 'key2', value: 'value3' }], ['empty=']],
    ['by key where the value is null', [{ key: 'key1', value: null }], ['key2=value3', 'empty=']],
    [
      'by the empty value',
      [
        { key: 'key1', value: '' },
        { key: 'empty', value: '' },
      ],
      ['key1=a', 'key2=value3'],
    ],
    ['nothing where the key is absent', [{ key: 'absent' }], ['key1=a', 'key2=value3', 'empty=']],
    ['what is there of a list', [{ key: 'absent' }, { key: 'key1' }], ['key2=value3', 'empty=']],
  ])('removes %s', async (_, items, left) => {
    expect(await remove(items)).toMatchObject({ httpStatusCode: 200 })
    expect(await tags()).toEqual(left)
  })

  test.each(['*', '_sys_x', '😀', 'a\nb', '\u0000', 'x'.repeat(500), '__proto__', ' key1'])(
    'does not check the characters of %.20j',
    async (key) => {
      expect(await remove([{ key }, { key: 'key1', value: '*'.repeat(300) }])).toMatchObject({ httpStatusCode: 200 })
      expect(await tags()).toEqual(['key1=a', 'key2=value3', 'empty='])
    },
  )

  test('takes more items than an instance has tags', async () => {
    expect(await remove(numbered(500))).toMatchObject({ httpStatusCode: 200 })
  })
})

const limitReached = fleet.refusal(400, 'DBS.280484', 'Tag number reach limit.')
const badKey = fleet.refusal(400, 'DBS.280482', 'Invalid user tag key.')
const badValue = fleet.refusal(400, 'DBS.280483', 'Invalid tag value.')
const badParameter = fleet.refusal(400, 'DBS.280001', 'Parameter error.')
const path = `/v3/${beijing}/instances/${ordersDb}/tags/action`
const good = { key: 'a', value: 'b' }

describe('tags/action refuses', () => {
  beforeEach(() => given(['env', 'prod']))

  test.each<[string, () => Promise<unknown>, object]>([
    ['another action', () => act('update', [good]), badParameter],
    ['an action in another letter case', () => act('Create', [good]), badParameter],
    ['an empty list', () => create([]), badParameter],
    ['tags that are no list', () => create({ key: 'a' } as never), badParameter],
    ['an item that is no object', () => create(['a'] as never), badParameter],
    ['an item that is null', () => remove([null] as never), badParameter],
    ['a tag without a key', () => create([{ value: 'b' }]), badKey],
    ['a tag to delete without a key', () => remove([{ value: 'b' }]), badKey],
    ['an empty key', () => create([{ key: '', value: 'b' }]), badKey],
    ['an empty key to delete', () => remove([{ key: '' }]), badKey],
    ['a blank key', () => create([{ key: '  ', value: 'b' }]), badKey],
    ['a blank key to delete', () => remove([{ key: ' \t' }]), badKey],
    ['a key that is a number', () => create([{ key: 1, value: 'b' }]), badKey],
    ['a key that is a list', () => remove([{ key: ['a'] }]), badKey],
    ['a system tag', () => create([{ key: '_sys_a', value: 'b' }]), badKey],
    ['a key of 129 characters', () => create([{ key: 'x'.repeat(129), value: 'b' }]), badKey],
    ['a key with an emoji', () => create([{ key: '😀', value: 'b' }]), badKey],
    ['a key with a control character', () => create([{ key: 'a\u0007', value: 'b' }]), badKey],
    ['a key with a direction mark', () => create([{ key: 'a\u202e', value: 'b' }]), badKey],
    ['a tag to add without a value', () => create([{ key: 'a' }]), badValue],
    ['a value that is a number', () => create([{ key: 'a', value: 1 }]), badValue],
    ['a value that is true', () => remove([{ key: 'env', value: true }]), badValue],
    ['a value that is an object', () => create([{ key: 'a', value: {} }]), badValue],
    ['a value of 256 characters', () => create([{ key: 'a', value: 'x'.repeat(256) }]), badValue],
    ['a value with an asterisk', () => create([{ key: 'a', value: '*' }]), badValue],
    ['a value with a line break', () => create([{ key: 'a', value: 'x\ny' }]), badValue],
    ['a key twice', () => create([good, { key: 'a', value: 'c' }]), badParameter],
    ['a key twice with the same value', () => create([good, good]), badParameter],
    ['a key to delete twice', () => remove([{ key: 'env' }, { key: 'env', value: 'prod' }]), badParameter],
    ['a good tag beside a bad one', () => create([good, { key: '*', value: 'b' }]), badKey],
    [
      'an instance that is not there',
      () => create([good], { instance: `${'9'.repeat(32)}in02` }),
      fleet.refusal(400, 'DBS.280110'),
    ],
    ['an instance of another project', () => create([good], { instance: wideDb }), fleet.refusal(400, 'DBS.280110')],
    [
      'an instance of another domain',
      () => create([good], { instance: fleet.foreignDb }),
      fleet.refusal(400, 'DBS.280110'),
    ],
    [
      'a project of another domain',
      () => create([good], { project: fleet.foreign, instance: fleet.foreignDb }),
      fleet.refusal(400, 'DBS.200010'),
    ],
    [
      'a project that is not there',
      () => create([good], { project: '9'.repeat(32) }),
      fleet.refusal(400, 'DBS.200010'),
    ],
    ['a project id that is none', () => create([good], { project: 'p.q' }), fleet.refusal(400, 'DBS.280408')],
  ])('%s', async (_, call, refusal) => {
    await expect(call()).rejects.toMatchObject(refusal)
    expect(await tags()).toEqual(['env=prod'])
    expect(await fleet.tagsOf(server, wide, wideDb)).toEqual([])
  })

  test.each<[string, TagItem[]]>([
    ['a key of 128 characters', [{ key: 'x'.repeat(128), value: '' }]],
    ['a key of 128 characters beyond the basic plane', [{ key: '𠀀'.repeat(128), value: '' }]],
    ['a value of 255 characters', [{ key: 'a', value: '中'.repeat(255) }]],
    ['every character allowed', [{ key: 'a 1_.:/=+-@', value: 'z 9_.:/=+-@' }]],
    ['combining marks and scripts from right to left', [{ key: 'e\u0301', value: 'مفتاح' }]],
    ['a key named __proto__', [{ key: '__proto__', value: 'constructor' }]],
  ])('but takes %s', async (_, items) => {
    await create(items)
    expect(await tags()).toEqual(['env=prod', ...items.map(({ key, value }) => `${key}=${value}`)])
  })
})

describe('the order of checks', () => {
  const nowhere = { instance: `${'9'.repeat(32)}in02` }
  test.each<[string, () => Promise<unknown>, object]>([
    ['the project before the action', () => act('x', [], { project: fleet.foreign }), fleet.refusal(400, 'DBS.200010')],
    ['the action before the tags', () => act('x', [{}]), badParameter],
    ['every key before any value', () => create([{ key: 'a', value: 1 }, { key: '' }]), badKey],
    ['values before repeats', () => create([good, { key: 'a', value: 1 }]), badValue],
    ['repeats before the instance', () => create([good, good], nowhere), badParameter],
    ['keys before the instance', () => create([{ key: '*', value: '' }], nowhere), badKey],
    ['the instance before the limit', () => create(numbered(30), nowhere), fleet.refusal(400, 'DBS.280110')],
  ])('%s', (_, call, refusal) => expect(call()).rejects.toMatchObject(refusal))
})

describe('a body', () => {
  beforeEach(() => given(['env', 'prod']))
  const item = '{"key":"a","value":"b"}'

  test.each<[string, string | Buffer]>([
    ['is missing', ''],
    ['is no JSON', '{"action":'],
    ['is a list', '[]'],
    ['is null', 'null'],
    ['lacks its tags', '{"action":"create"}'],
    ['lacks its action', `{"tags":[${item}]}`],
    ['is nested 10,000 deep', `{"action":"create","tags":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['hides its members in __proto__', `{"__proto__":{"action":"create","tags":[${item}]}}`],
    ['has an action twice', `{"action":"nope","action":"create","tags":[${item}]}`],
    ['has a key twice', '{"action":"create","tags":[{"key":"_sys_a","key":"a","value":"b"}]}'],
    ['has a key twice, once escaped', '{"action":"create","tags":[{"k\\u0065y":"_sys_a","key":"a","value":"b"}]}'],
    [
      'is no UTF-8',
      Buffer.concat([
        Buffer.from('{"action":"create","tags":[{"key":"'),
        Buffer.from([0xff]),
        Buffer.from('","value":""}]}'),
      ]),
    ],
  ])('that %s is refused', async (_, body) => {
    const reply = await fleet.sendSigned(server, 'POST', path, body)
    expect(reply).toMatchObject({ status: 400, body: { error_code: 'DBS.280001', error_msg: 'Parameter error.' } })
    expect(await tags()).toEqual(['env=prod'])
  })

  test('whose tag hides its members in __proto__ has no key', async () => {
    const body = '{"action":"create","tags":[{"__proto__":{"key":"a","value":"b"}}]}'
    expect(await fleet.sendSigned(server, 'POST', path, body)).toMatchObject({
      status: 400,
      body: { error_code: 'DBS.280482' },
    })
  })

  test.each([
    ['a key that is longer than any', { key: 'k'.repeat(513) }, 'DBS.280482'],
    ['a value that is longer than any', { key: 'env', value: 'v'.repeat(513) }, 'DBS.280483'],
  ])('that deletes by %s is refused', async (_, tag, code) => {
    const reply = await fleet.sendSigned(server, 'POST', path, { action: 'delete', tags: [tag] })
    expect(reply).toMatchObject({ status: 400, body: { error_code: code } })
    expect(await tags()).toEqual(['env=prod'])
  })

  test('that names more than 1,000 tags is refused', async () => {
    const many = Array.from({ length: 1001 }, (_, n) => ({ key: `k${n}` }))
    const reply = await fleet.sendSigned(server, 'POST', path, { action: 'delete', tags: many })
    expect(reply).toMatchObject({ status: 400, body: { error_code: 'DBS.280001' } })
  })

  test('that is larger than 12 MB is refused by the gateway', async () => {
    const reply = await fleet.announce(server, path, 12 * 1024 * 1024 + 1)
    expect(reply).toMatchObject({ status: 413, body: { error_code: 'APIGW.0201', error_msg: expect.any(String) } })
  })

  test('may have members that are not known', async () => {
    const body = `{"action":"create","tags":[{"key":"a","value":"b","x":1}],"sys_tags":[]}`
    expect(await fleet.sendSigned(server, 'POST', path, body)).toMatchObject({ status: 200 })
  })
})

describe('reading tags', () => {
  test('of an instance, in the order in which they were added', async () => {
    const reply = await fleet.clientFor(server, singapore).listInstanceTags({ instance_id: shardedDb } as never)
    expect(reply).toMatchObject({
      tags: [
        { key: 'env', value: 'prod' },
        { key: 'team', value: 'orders' },
        { key: 'empty', value: '' },
      ],
    })
  })

  test('of an instance that is not there', async () => {
    const call = fleet.clientFor(server, singapore).listInstanceTags({ instance_id: ordersDb } as never)
    await expect(call).rejects.toMatchObject(fleet.refusal(400, 'DBS.280110'))
  })

  test('of a project: each key with its distinct values, none for the empty one', async () => {
    const reply = await fleet.clientFor(server, singapore).listProjectTags({} as never)
    expect(reply).toMatchObject({
      tags: [
        { key: 'empty', values: [] },
        { key: 'env', values: ['dev', 'prod'] },
        { key: 'team', values: ['orders'] },
      ],
    })
  })

  test('of a project without any', async () => {
    expect((await fleet.sendSigned(server, 'GET', `/v3/${santiago}/tags`)).body).toEqual({ tags: [] })
  })
})

describe('instances by tags', () => {
  const byTags = (body: object) => fleet.sendSigned(server, 'POST', `/v3/${singapore}/instances/action`, body)
  const found = async (body: object) => {
    const reply = await byTags({ action: 'filter', ...body })
    return reply.body.instances.map(({ instance_id }: { instance_id: string }) => instance_id)
  }

  test.each<[string, object, string[]]>([
    ['without a condition', {}, [shardedDb, singleDb, prepaidDb]],
    ['one value', { tags: [{ key: 'env', values: ['prod'] }] }, [shardedDb, prepaidDb]],
    [
      'one of several values',
      { tags: [{ key: 'env', values: ['prod', 'dev', 'dev'] }] },
      [shardedDb, singleDb, prepaidDb],
    ],
    ['any value', { tags: [{ key: 'team', values: [] }] }, [shardedDb, singleDb]],
    ['values left out', { tags: [{ key: 'team' }] }, [shardedDb, singleDb]],
    [
      'several keys',
      {
        tags: [
          { key: 'team', values: [] },
          { key: 'env', values: ['dev'] },
        ],
      },
      [singleDb],
    ],
    ['blanks around', { tags: [{ key: ' env ', values: [' dev '] }] }, [singleDb]],
    ['a value that no instance has', { tags: [{ key: 'env', values: ['stage'] }] }, []],
    ['a part of the name', { matches: [{ key: 'instance_name', value: 'le-db' }] }, [singleDb]],
    ['an id', { matches: [{ key: 'instance_id', value: singleDb }] }, [singleDb]],
    ['a part of an id', { matches: [{ key: 'instance_id', value: '0004in02' }] }, []],
    ['an empty match', { matches: [{ key: 'instance_name', value: '' }] }, [shardedDb, singleDb, prepaidDb]],
    ['a page, in text', { limit: '1', offset: '1' }, [singleDb]],
    ['a page, in numbers', { limit: 2, offset: 1 }, [singleDb, prepaidDb]],
    ['a page past the end', { limit: 100, offset: 100 }, []],
  ])('%s', async (_, body, ids) => expect(await found(body)).toEqual(ids))

  test('come with name, tags and the count of all', async () => {
    expect(
      (await byTags({ action: 'filter', limit: '1', offset: '0', tags: [{ key: 'env', values: ['dev'] }] })).body,
    ).toEqual({
      instances: [
        {
          instance_id: singleDb,
          instance_name: 'single-db',
          tags: [
            { key: 'env', value: 'dev' },
            { key: 'team', value: 'orders' },
          ],
        },
      ],
      total_count: 1,
    })
  })

  test('can be counted only', async () => {
    expect((await byTags({ action: 'count', tags: [{ key: 'env', values: ['prod'] }] })).body).toEqual({
      total_count: 2,
    })
  })

  test.each<[string, object, string]>([
    ['another action', { action: 'find' }, 'DBS.280001'],
    ['a negative offset', { action: 'filter', offset: '-1' }, 'DBS.280440'],
    ['an offset that is no number', { action: 'filter', offset: 'x' }, 'DBS.280440'],
    ['a limit of 0', { action: 'filter', limit: '0' }, 'DBS.280439'],
    ['a limit of 101', { action: 'filter', limit: 101 }, 'DBS.280439'],
    ['a broken limit', { action: 'filter', limit: 1.5 }, 'DBS.280439'],
    ['an empty key', { action: 'filter', tags: [{ key: '', values: [] }] }, 'DBS.280441'],
    ['a blank key', { action: 'filter', tags: [{ key: ' ', values: [] }] }, 'DBS.280441'],
    ['a key twice', { action: 'filter', tags: [{ key: 'a' }, { key: ' a' }] }, 'DBS.280441'],
    ['a value that is no text', { action: 'filter', tags: [{ key: 'a', values: [1] }] }, 'DBS.280001'],
    ['21 keys', { action: 'filter', tags: numbered(21).map(({ key }) => ({ key })) }, 'DBS.280001'],
    ['a match on something else', { action: 'filter', matches: [{ key: 'vpc', value: 'x' }] }, 'DBS.280441'],
    ['a match twice', { action: 'filter', matches: [{ key: 'instance_id' }, { key: 'instance_id' }] }, 'DBS.280001'],
  ])('refuse %s', async (_, body, error_code) => {
    expect(await byTags(body)).toMatchObject({ status: 400, body: { error_code } })
  })
})
