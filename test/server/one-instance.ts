import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import RPCClient from '@alicloud/pop-core'
import { onTestFinished } from 'vitest'
import { type RunningServer, type ServerOptions, startServer } from '../server.ts'

const region = { RegionId: 'cn-hangzhou', ResourceType: 'INSTANCE' }
/** Owns the instance. */
export const tenant = '1234567890123456'

const seed = `
alibaba:
  accounts:
    - id: "${tenant}"
      accessKeys: [{ id: LTAI5tBackup, secret: backup-secret }]
      instances: [{ id: r-1, region: cn-hangzhou, name: one, tags: { env: prod, team: core } }]
`

/** A folder for one test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tagplane-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** @returns the path of a seed file with one instance */
export function writeSeed(folder: string): string {
  const path = join(folder, 'seed.yaml')
  writeFileSync(path, seed)
  return path
}

/** A server for one test, and the tags of its instance through the vendor's client. */
export async function serve(options: ServerOptions) {
  const server = await startServer(options)
  onTestFinished(() => server[Symbol.asyncDispose]())
  return { server, ...clientOf(server) }
}

function clientOf({ url }: RunningServer) {
  const client = new RPCClient({
    endpoint: url,
    accessKeyId: 'LTAI5tBackup',
    accessKeySecret: 'backup-secret',
    apiVersion: '2015-01-01',
  })
  const call = (action: string, parameters: object) =>
    client.request<{ TagResources?: { TagResource: { TagKey: string; TagValue: string }[] } }>(
      action,
      { ...region, 'ResourceId.1': 'r-1', ...parameters },
      { method: 'POST' },
    )
  return {
    tag: (key: string, value: string) => call('TagResources', { 'Tag.1.Key': key, 'Tag.1.Value': value }),
    untag: (key: string) => call('UntagResources', { 'TagKey.1': key }),
    async tags() {
      const { TagResources } = await call('ListTagResources', {})
      return Object.fromEntries((TagResources?.TagResource ?? []).map(({ TagKey, TagValue }) => [TagKey, TagValue]))
    },
  }
}
