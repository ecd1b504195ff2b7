import { request } from 'node:http'
import core from '@huaweicloud/huaweicloud-sdk-core'
import { Logger4jInstance } from '@huaweicloud/huaweicloud-sdk-core/logger/log4jLogger.js'
import nosql from '@huaweicloud/huaweicloud-sdk-gaussdbfornosql'
import { expect } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { type AccessKey, type SigningOptions, signed } from './signer.ts'

// The client prints every refusal that it throws.
Logger4jInstance.level = 'off'

/** What `seed.yaml` holds. */
export const acme = '0123456789abcdef0123456789abcdef'
export const beijing = '89abcdef0123456789abcdef01234567'
/** 20 tags, lenient about values. */
export const wide = '1'.repeat(32)
export const singapore = '2'.repeat(32)
/** Without instances. */
export const santiago = '3'.repeat(32)
export const foreign = 'f'.repeat(32)
export const ordersDb = '00000000000000000000000000000001in02'
export const wideDb = '00000000000000000000000000000002in02'
export const shardedDb = '00000000000000000000000000000003in02'
export const singleDb = '00000000000000000000000000000004in02'
export const prepaidDb = '00000000000000000000000000000005in02'
export const foreignDb = 'f0000000000000000000000000000001in02'

export const key: AccessKey = { id: 'TESTAK00000000000001', secret: 'testsk0000000000000000000000000000000001' }
export const inactiveKey: AccessKey = { id: 'TESTAKINACTIVE000001', secret: 'testsk0000000000000000000000000000000002' }
export const foreignKey: AccessKey = { id: 'TESTAKGLOBEX00000001', secret: 'testsk0000000000000000000000000000000009' }

export function startFleet(): Promise<RunningServer> {
  return startServer({ seed: new URL('seed.yaml', import.meta.url) })
}

/** A server's answer. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  // biome-ignore lint/suspicious/noExplicitAny: what the tests look into is what they are about
  readonly body: any
}

/** Sends a request as it is given: a GET with a body, a path that is none. The answer's body must be JSON. */
export function send(
  { port }: RunningServer,
  method: string,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  body: string | Buffer = '',
): Promise<Reply> {
  return new Promise((done, failed) => {
    const bytes = Buffer.from(body)
    const sent = request({
      port,
      host: '127.0.0.1',
      method,
      path: target,
      headers: { ...headers, 'Content-Length': bytes.length },
    })
    sent.once('error', failed)
    sent.once('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        done({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) })
      })
    })
    sent.end(bytes)
  })
}

/** Sends the head of a request that announces a body of `bytes`, and no body. */
export function announce({ port }: RunningServer, target: string, bytes: number): Promise<Reply> {
  return new Promise((done, failed) => {
    const headers = { 'Content-Length': bytes }
    const sent = request({ port, host: '127.0.0.1', method: 'POST', path: target, headers })
    sent.once('error', failed)
    sent.once('response', (response) => {
      response.once('data', (chunk: Buffer) => {
        done({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(chunk.toString()) })
        sent.destroy()
      })
    })
    sent.flushHeaders()
  })
}

/** Sends a request that is correctly signed. Bodies that are neither text nor bytes are sent as JSON. */
export function sendSigned(
  server: RunningServer,
  method: string,
  target: string,
  body: unknown = '',
  { by = key, ...options }: SigningOptions & { by?: AccessKey } = {},
): Promise<Reply> {
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const headers = signed(
    { method, target, headers: { host: server.host, 'content-type': 'application/json' }, body: bytes },
    by,
    options,
  )
  return send(server, method, target, headers, bytes)
}

/** The vendor's client for a project, with nothing but the endpoint changed. */
export function clientFor(server: RunningServer, project: string, { id, secret }: AccessKey = key) {
  const credentials = new core.BasicCredentials().withAk(id).withSk(secret).withProjectId(project)
  return nosql.GaussDBforNoSQLClient.newBuilder().withCredential(credentials).withEndpoint(server.url).build()
}

/** Asks for a token as the documentation does. */
export async function askForToken(
  server: RunningServer,
  {
    name = 'admin',
    password = 'Test-Passw0rd',
    domain = 'acme',
    scope,
  }: { name?: string; password?: string; domain?: string; scope?: unknown } = {},
): Promise<Reply> {
  const user = { name, password, domain: { name: domain } }
  const auth = { identity: { methods: ['password'], password: { user } }, scope }
  return send(
    server,
    'POST',
    '/v3/auth/tokens',
    { 'Content-Type': 'application/json;charset=utf8' },
    JSON.stringify({ auth }),
  )
}

export async function tokenFor(server: RunningServer, project: string): Promise<string> {
  const { headers } = await askForToken(server, { scope: { project: { id: project } } })
  return String(headers['x-subject-token'])
}

/** What the vendor's client throws for an error of this status and code. */
export function refusal(httpStatusCode: number, errorCode: string, errorMsg: unknown = expect.any(String)) {
  return { httpStatusCode, errorCode, errorMsg, requestId: expect.stringMatching(/^[0-9a-f]{32}$/) }
}

/** The tags of an instance, as pairs `key=value`. */
export async function tagsOf(server: RunningServer, project: string, instance: string): Promise<string[]> {
  const { body } = await sendSigned(server, 'GET', `/v3/${project}/instances/${instance}/tags`)
  return body.tags.map((tag: { key: string; value: string }) => `${tag.key}=${tag.value}`)
}

export const creation = {
  name: 'created-db',
  datastore: { type: 'DDS-Community', version: '4.0', storage_engine: 'wiredTiger' },
  region: 'la-south-2',
  availability_zone: 'la-south-2a',
  vpc_id: 'v',
  subnet_id: 's',
  security_group_id: 'g',
  password: 'Secret-Passw0rd',
  mode: 'ReplicaSet',
  flavor: [{ type: 'replica', num: 3, storage: 'ULTRAHIGH', size: 20, spec_code: 'dds.mongodb.c3.medium.4.repset' }],
  backup_strategy: { start_time: '08:15-09:15', keep_days: 7 },
}
