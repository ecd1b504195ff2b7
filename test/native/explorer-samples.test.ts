import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paste } from '../documents/paste.ts'
import { type RunningServer, startServer } from '../server.ts'
import { callAs, keys } from './client.ts'
import { both, orders, repeatableCalls, sendSigned, sign, type VendorCall } from './explorer-calls.ts'

let server: RunningServer
let folder: string
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  folder = mkdtempSync(join(tmpdir(), 'tagplane-samples-'))
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'))
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

const [alibabaId = '', alibabaSecret = ''] = keys.alibabaRoot.split(':')
const [huaweiId = '', huaweiSecret = ''] = keys.huaweiAdmin.split(':')
const env = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: alibabaId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: alibabaSecret,
  HUAWEICLOUD_SDK_AK: huaweiId,
  HUAWEICLOUD_SDK_SK: huaweiSecret,
  HUAWEICLOUD_SDK_DOMAIN_ID: '0123456789abcdef0123456789abcdef',
}
const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`)

interface Sample {
  readonly client: string
  readonly tested: boolean
  readonly text: string
}

async function samplesOf(call: VendorCall): Promise<readonly Sample[]> {
  return (await callAs(server, both, 'POST', '/api/v1/explorer/samples', call)).body.samples
}

/** What the code of a client prints, parsed. */
async function run(client: string, call: VendorCall): Promise<Record<string, unknown>> {
  const { text = '' } = (await samplesOf(call)).find((sample) => sample.client === client) ?? {}
  return JSON.parse(client === 'curl' ? await runShell(text) : await runNode(text))
}

function runShell(text: string): Promise<string> {
  return paste(exports.join('') + text, server, folder)
}

async function runNode(text: string): Promise<string> {
  const program = join(folder, 'sample.mts')
  writeFileSync(program, text)
  const { stdout } = await promisify(execFile)(process.execPath, [program], { env: { ...process.env, ...env } })
  return stdout
}

/** What differs from call to call is left out. */
function lasting({ RequestId, ...reply }: Record<string, unknown>): object {
  return reply
}

async function replyShown(call: VendorCall): Promise<object> {
  return lasting((await sendSigned(server, (await sign(server, call)).body)).body)
}

const runnable = repeatableCalls.flatMap((call) => ['curl', 'typescript'].map((client) => ({ client, ...call })))

test.each(runnable)('$client: $cloud $operation gives the reply shown', async ({ client, ...call }) => {
  const reply = await run(client, call)
  expect(lasting(reply)).toEqual(await replyShown(call))
})

const orderings = Object.entries(orders).flatMap(([cloud, order]) =>
  ['curl', 'typescript'].map((client) => ({ client, cloud, ...order })),
)

test.each(orderings)('$client: $cloud CreateInstance and DeleteInstance', async ({ client, create, deletionOf }) => {
  const ordered = await run(client, create)
  const shown = await replyShown(create)
  expect(Object.keys(lasting(ordered)).sort()).toEqual(Object.keys(shown).sort())
  const deleted = await run(client, deletionOf(ordered))
  expect(Object.keys(lasting(deleted))).toEqual(Object.keys(await replyShown(deletionOf(shown as never))))
})

test('a token is asked for without a signature', async () => {
  const user = { name: 'admin', password: 'Example-Passw0rd', domain: { name: 'acme' } }
  const parameters = { auth: { identity: { methods: ['password'], password: { user } } } }
  const call = { cloud: 'huawei', operation: 'KeystoneCreateUserTokenByPassword', parameters } as const
  expect(await run('curl', call)).toMatchObject({ token: { user: { name: 'admin' } } })
})

test.each(repeatableCalls)('$cloud $operation is code of every client, without a secret', async (call) => {
  const samples = await samplesOf(call)
  const clients = samples.map(({ client }) => client)
  expect(clients).toEqual(expect.arrayContaining(['curl', 'typescript', 'python', 'go', 'cli']))
  expect(samples.filter(({ tested }) => tested).map(({ client }) => client)).toEqual(['curl', 'typescript'])
  for (const { text } of samples) for (const pair of both) expect(text).not.toContain(pair.split(':')[1])
})
