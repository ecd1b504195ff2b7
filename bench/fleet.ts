/** The fleet that the loads call: one account and one project, each with half of the instances. */

export const account = '1234567890123456'
export const region = 'cn-hangzhou'

export const domain = { id: '0123456789abcdef0123456789abcdef', name: 'bench' }
export const project = { id: '89abcdef0123456789abcdef01234567', name: 'cn-north-4' }

/** One who has keys of both clouds, and a password in the one that gives tokens. */
export interface FleetUser {
  readonly name: string
  readonly password: string
  readonly alibabaKey: { readonly id: string; readonly secret: string }
  readonly huaweiKey: { readonly id: string; readonly secret: string }
}

function userNamed(name: string): FleetUser {
  const secret = `${name}-secret`.padEnd(30, '0')
  return {
    name,
    password: 'Bench-Passw0rd',
    alibabaKey: { id: `LTAI5tBench${name}`, secret },
    huaweiKey: { id: `BENCHAK${name.toUpperCase()}`, secret },
  }
}

/** The account itself, and the administrator of the domain: no policy narrows them. */
export const administrator = userNamed('admin')
/** Users who are allowed the same by one policy; by the last of many; by the last of many, and denied by none by the tags. */
export const withOnePolicy = userNamed('single')
export const withPolicies = userNamed('many')
export const withGuard = userNamed('guarded')

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
