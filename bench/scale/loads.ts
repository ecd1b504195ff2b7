import { redisId, region, seededTags } from '../fleet.ts'
import { acs3Request } from '../loads/acs3-request.ts'
import type { Load, Turn } from '../loads/load.ts'
import { sizeOf, tenantAt } from './tenants.ts'

/** Calls at random over all tenants, each as often as it is large; `fleetSize` is the number of instances in all. */
export const scaleLoads: readonly Load[] = [
  {
    name: 'read',
    title: 'ListTagResources, one instance',
    request: (turn) => {
      const { tenant, instance } = chosen(turn, turn.number)
      return acs3Request('ListTagResources', named(instance, ''), turn, tenant.key)
    },
  },
  {
    name: 'write',
    title: 'TagResources and UntagResources in turn, one tag of one instance',
    request: (turn) => {
      const { tenant, instance } = chosen(turn, turn.number >> 1)
      const sets = turn.number % 2 === 0
      return sets
        ? acs3Request('TagResources', named(instance, `&Tag.1.Key=bench&Tag.1.Value=${turn.number}`), turn, tenant.key)
        : acs3Request('UntagResources', named(instance, '&TagKey.1=bench'), turn, tenant.key)
    },
  },
  {
    name: 'find-by-tag',
    title: 'ListTagResources, by key and value',
    request: (turn) => {
      const { tenant, index } = chosen(turn, turn.number)
      const tag = `&Tag.1.Key=on-call&Tag.1.Value=${seededTags(index)['on-call']}`
      return acs3Request('ListTagResources', `RegionId=${region}&ResourceType=INSTANCE${tag}`, turn, tenant.key)
    },
  },
  {
    name: 'list-keys',
    title: 'DescribeTags, keys and values of a region',
    request: (turn) => {
      const { tenant } = chosen(turn, turn.number)
      return acs3Request('DescribeTags', `RegionId=${region}`, turn, tenant.key)
    },
  },
]

function named(instance: string, tags: string): string {
  return `RegionId=${region}&ResourceId.1=${instance}&ResourceType=INSTANCE${tags}`
}

/** The same for the same turn, spread over tenants and instances. */
function chosen({ connection, fleetSize }: Turn, number: number) {
  const tenant = tenantAt(spread(connection * 2_654_435_761 + number))
  const index = Math.floor(spread(number * 40_503 + connection) * sizeOf(tenant, fleetSize))
  return { tenant, index, instance: redisId(index) }
}

/** A number to one of 0 to 1, as good as at random (the finaliser of MurmurHash3). */
function spread(seed: number): number {
  let bits = seed | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32
}
