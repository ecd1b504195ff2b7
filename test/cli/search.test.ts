import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tagplane } from '../server/command.ts'
import { type RunningServer, startServer } from '../server.ts'
import { asWhom, clientOf, refusalIn } from './client.ts'

const command = fileURLToPath(new URL('../../bin/tagplane.js', import.meta.url))

let server: RunningServer
let client: ReturnType<typeof clientOf>
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  client = clientOf(server)
})
afterAll(() => server?.[Symbol.asyncDispose]())

describe('tagplane search', () => {
  test('is a table of both clouds, tags as key=value', async () => {
    expect(await client.done('search', 'Env exists')).toBe(
      [
        'CLOUD    REGION          ID                                    NAME               TAGS',
        'alibaba  cn-hangzhou     r-bp1example0000004                   orders-cache-test  team=Orders  Env=test  app=checkout',
        'huawei   ap-southeast-3  3d72a49c45f648b9dad1607c58392bfein02  sg-cms             Env=prod  owner=unknown',
        '',
      ].join('\n'),
    )
  })

  test('has a column for each chosen key, in the order asked for', async () => {
    const table = await client.done('search', 'team = data', '--columns', 'env,team', '--sort', '-@name')
    expect(table.split('\n').map((line) => line.split(/ {2,}/).slice(3))).toEqual([
      ['NAME', 'env', 'team'],
      ['recommendations', '-', 'data'],
      ['feature-store-online', 'prod', 'data'],
      ['feature-store-canary', 'canary', 'data'],
      ['events-raw', 'prdo', 'data'],
      ['airflow-broker', 'prod', 'data'],
      [],
    ])
  })

  test('says what it leaves out for want of room, apart from the answer', async () => {
    const { stdout, stderr } = await client.run('search', '--limit', '2')
    expect(stdout.trimEnd().split('\n')).toHaveLength(3)
    expect(stderr).toBe('2 of 42; show more with --limit, or all with --json\n')
  })

  test('counts instances, keys and values', async () => {
    expect(await client.done('search', '--count')).toBe('42\n')
    expect(await client.json('search', '--count')).toEqual([{ total: 42, isExact: true }])
    expect(await client.done('search', '@cloud = huawei', '--keys', '--limit', '1')).toMatch(/^INSTANCES {2}KEY\n\d+/)
    expect(await client.json('search', 'Env exists', '--values', 'Env')).toEqual([
      { text: 'prod', instances: 1 },
      { text: 'test', instances: 1 },
    ])
  })

  test('gives programs all instances, an object a line, or CSV', async () => {
    const all = await client.json('search')
    expect(all).toHaveLength(42)
    expect(all[0]).toMatchObject({ cloud: 'alibaba', tags: expect.arrayContaining([{ key: 'env', value: 'prod' }]) })
    const csv = await client.done('search', 'Env = test', '--csv', '--columns', 'Env')
    expect(csv.split('\r\n')).toEqual([
      'cloud,tenant,region,id,name,createdAt,Env,tags',
      expect.stringMatching(/^alibaba,1234567890123456,cn-hangzhou,r-bp1example0000004,.*,test,"\{""team"":/),
      '',
    ])
  })

  test('shows the place where a selector goes wrong', async () => {
    expect(refusalIn(await client.run('search', 'env = prod team = core'))).toEqual({
      status: 1,
      why: 'Write "and" or "or" in place of "team"\n\n  env = prod team = core\n             ^',
    })
  })

  test('is coloured on what wants colours only', async () => {
    const coloured = (variables: Readonly<Record<string, string>>) =>
      tagplane(['search', '--limit', '1'], { env: { ...asWhom(server), ...variables } })
    expect((await coloured({})).stdout).not.toContain('\u001b')
    expect((await coloured({ FORCE_COLOR: '1' })).stdout).toContain('\u001b[36m')
  })

  test('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [command, 'search', '--json'], {
      env: { ...process.env, ...asWhom(server) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    let printed = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
    expect([...(await once(child, 'close')), printed]).toEqual([0, null, ''])
  })

  test.each([
    [['search', '--count', '--csv'], "option '--count' cannot be used with option '--csv'"],
    [['search', '--limit', '0'], 'Give 1 to 1000000.'],
    [['search', '--columns', 'a,,b'], 'Cannot read --columns "a,,b"'],
    [['search', '--sort', 'a,b,c,d'], 'sort: Write @name'],
    [['search', 'env', '=', 'prod'], 'too many arguments'],
  ])('%j is refused with status 1', async (args, why) => {
    const { status, stderr } = await client.run(...args)
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(why) })
  })
})

test('what the policies leave out is told, with the action that it needs', async () => {
  await using other = await startServer({ seed: new URL('../native/seed.yaml', import.meta.url) })
  const nobody = clientOf(other, ['LTAI5tNativeNobody:NativeNobodySecret'])
  expect(await nobody.run('search')).toEqual({
    status: 0,
    stdout: 'No instance matches\n',
    stderr: 'Left out: alibaba 1000000000000001, which needs kvstore:DescribeInstances\n',
  })
  const tester = clientOf(other, ['LTAI5tNativeTester:NativeTesterSecret'])
  for (const args of [['search'], ['history'], ['search', '--json'], ['search', '--keys']]) {
    const { stderr } = await tester.run(...args)
    expect(stderr).toMatch(
      /^Left out: alibaba 1000000000000001 in \d+ regions, which needs kvstore:DescribeInstances\n$/,
    )
  }
})

describe('the server', () => {
  test('that lets nobody in with the keys says so', async () => {
    expect(refusalIn(await clientOf(server, ['LTAI5tExampleRootKey:wrong']).run('search'))).toEqual({
      status: 1,
      why: 'Check the credentials: nobody is let in with them (WrongCredentials)',
    })
  })

  test('that is not there is told from one that refuses', async () => {
    const { status, why } = refusalIn(await clientOf({ url: 'http://127.0.0.1:9' }).run('search'))
    expect({ status, why }).toEqual({ status: 1, why: expect.stringContaining('No answer from http://127.0.0.1:9') })
  })

  test.each([
    ['of somebody else', 200, {}, '<html>'],
    ['that sends us elsewhere', 302, { location: 'http://127.0.0.1:1/' }, ''],
  ])('%s is not taken for it', async (_what, status, headers, body) => {
    await using other = createServer((_, reply) => reply.writeHead(status, headers).end(body)).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    expect(refusalIn(await clientOf({ url }).run('search'))).toEqual({
      status: 1,
      why: `${url} answers with status ${status}, but not as Tagplane does; check --endpoint`,
    })
  })
})
