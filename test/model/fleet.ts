import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The fleet of the histories: two tenants in either cloud; the histories act as the first. */

export const account = '1234567890123456'
export const alibabaKey = { id: 'LTAI5tModelRootKey', secret: 'ModelRootSecret00000000000000' }
export const hangzhou = ['r-bp1model00000001', 'r-bp1model00000002', 'r-bp1model00000003', 'r-bp1model00000004']
export const shanghai = ['r-uf6model00000001']
export const foreignRedis = 'r-bp1foreign000001'

export const domain = '0123456789abcdef0123456789abcdef'
export const huaweiKey = { id: 'MODELAK0000000000001', secret: 'modelsk000000000000000000000000000000001' }
/** As the seed page has it: 10 tags, and `value` must be there on create. */
export const strictProject = '89abcdef0123456789abcdef01234567'
/** 20 tags, and `value` may be absent. */
export const wideProject = '1'.repeat(32)
export const foreignProject = 'f'.repeat(32)
export const strictDbs = ['a', 'b', 'c'].map((letter) => `${letter.repeat(32)}in02`)
export const wideDbs = [`${'d'.repeat(32)}in02`]
export const foreignDb = `${'e'.repeat(32)}in02`

export function dbName(id: string): string {
  return `db-${id.slice(0, 3)}`
}

/** Writes the seed file of the fleet. @returns its path */
export function writeSeedFile(): string {
  const redis = (id: string, region: string) => ({ id, region, name: `cache-${id.slice(-2)}` })
  const dds = (project: string) => (id: string) => ({ id, project, name: dbName(id) })
  const seed = {
    alibaba: {
      accounts: [
        {
          id: account,
          accessKeys: [alibabaKey],
          instances: [
            ...hangzhou.map((id) => redis(id, 'cn-hangzhou')),
            ...shanghai.map((id) => redis(id, 'cn-shanghai')),
          ],
        },
        { id: '6543210987654321', instances: [{ ...redis(foreignRedis, 'cn-hangzhou'), tags: { k1: 'theirs' } }] },
      ],
    },
    huawei: {
      domains: [
        {
          id: domain,
          name: 'acme',
          projects: [
            { id: strictProject, name: 'cn-north-4' },
            { id: wideProject, name: 'cn-north-4_wide', maxTagsPerInstance: 20, lenientCreateValue: true },
          ],
          users: [{ name: 'admin', admin: true, accessKeys: [huaweiKey] }],
          instances: [...strictDbs.map(dds(strictProject)), ...wideDbs.map(dds(wideProject))],
        },
        {
          id: 'fedcba9876543210fedcba9876543210',
          name: 'globex',
          projects: [{ id: foreignProject, name: 'cn-north-4' }],
          users: [{ name: 'admin', admin: true }],
          instances: [{ ...dds(foreignProject)(foreignDb), tags: { k1: 'theirs' } }],
        },
      ],
    },
  }
  const path = join(mkdtempSync(join(tmpdir(), 'tagplane-model-')), 'seed.json')
  writeFileSync(path, JSON.stringify(seed))
  return path
}
