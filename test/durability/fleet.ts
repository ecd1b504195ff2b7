import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One account and one project, with instances that a few clients share, without tags at the start. */

export const account = '1234567890123456'
export const region = 'cn-hangzhou'
export const alibabaKey = { id: 'LTAI5tCrashRootKey', secret: 'CrashRootSecret00000000000000' }
export const project = '89abcdef0123456789abcdef01234567'
export const huaweiKey = { id: 'CRASHAK0000000000001', secret: 'crashsk000000000000000000000000000000001' }

/** Clients of either cloud. */
export const clientsPerCloud = 16
export const keysPerClient = 4
/** An instance may have 20 tags there and 10 here: enough for so many clients with four keys each. */
const clientsPerGroup = { alibaba: 4, huawei: 2 }
const redisPerGroup = 5

/** The instances that an Alibaba client changes together. */
export function redisGroup(client: number): string[] {
  const group = Math.floor(client / clientsPerGroup.alibaba)
  return Array.from({ length: redisPerGroup }, (_, index) => `r-bp1crash${group}x${index}`)
}

/** The instance that a Huawei client changes. */
export function ddsInstance(client: number): string {
  return `${Math.floor(client / clientsPerGroup.huawei)
    .toString(16)
    .padStart(32, '0')}in02`
}

/** The keys that are this client's alone. */
export function keysOf(client: number): string[] {
  return Array.from({ length: keysPerClient }, (_, index) => `c${client}-${index}`)
}

/** Writes the seed file of the fleet. @returns its path */
export function writeSeedFile(): string {
  const clients = Array.from({ length: clientsPerCloud }, (_, client) => client)
  const redis = [...new Set(clients.flatMap(redisGroup))].map((id) => ({ id, region, name: id }))
  const dds = [...new Set(clients.map(ddsInstance))].map((id, index) => ({ id, project, name: `crash-${index}` }))
  const seed = {
    alibaba: { accounts: [{ id: account, accessKeys: [alibabaKey], instances: redis }] },
    huawei: {
      domains: [
        {
          id: '0123456789abcdef0123456789abcdef',
          name: 'acme',
          projects: [{ id: project, name: 'cn-north-4' }],
          users: [{ name: 'admin', admin: true, accessKeys: [huaweiKey] }],
          instances: dds,
        },
      ],
    },
  }
  const path = join(mkdtempSync(join(tmpdir(), 'tagplane-crash-')), 'seed.json')
  writeFileSync(path, JSON.stringify(seed))
  return path
}
