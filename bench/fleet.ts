/** The fleet that the loads call: one account and one project, each with half of the instances. */

export const account = '1234567890123456'
export const region = 'cn-hangzhou'
export const alibabaKey = { id: 'LTAI5tBenchRootKey', secret: 'BenchRootSecret00000000000000' }

export const domain = { id: '0123456789abcdef0123456789abcdef', name: 'bench' }
export const project = { id: '89abcdef0123456789abcdef01234567', name: 'cn-north-4' }
export const huaweiKey = { id: 'BENCHAK0000000000001', secret: 'benchsk000000000000000000000000000000001' }
export const user = { name: 'admin', password: 'Bench-Passw0rd' }

const tagKeys = ['team', 'env', 'owner', 'cost-center', 'service', 'tier', 'data-class', 'region', 'backup', 'on-call']

/** The keys of the 10 tags that every instance starts with, and of 10 more. */
export const seededKeys: readonly string[] = tagKeys
export const furtherKeys: readonly string[] = tagKeys.map((key) => `${key}-2`)

/** The tags of the instance at `index`; values repeat over the fleet as those of real fleets do. */
export function seededTags(index: number): Record<string, string> {
  return Object.fromEntries(tagKeys.map((key, place) => [key, `${key}-${(index + place) % (place * 12 + 3)}`]))
}

export function redisId(index: number): string {
  return `r-bp1${index.toString(36).padStart(15, '0')}`
}

export function ddsId(index: number): string {
  return `${index.toString(16).padStart(32, '0')}in02`
}
