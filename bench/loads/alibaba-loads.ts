import { furtherKeys, redisId, region, seededKeys } from '../fleet.ts'
import { acs3Request } from './acs3-request.ts'
import { type Load, ownInstance, type Turn } from './load.ts'

const instancesPerCall = 50
const twentyKeys = [...seededKeys, ...furtherKeys]
const firstKey = seededKeys.slice(0, 1)

/** Signed reads, and durable writes in pairs: a tag gets a new value, then it is removed. Every write changes something. */
export const alibabaLoads: readonly Load[] = [
  {
    name: 'ListTagResources',
    title: 'ListTagResources, one instance, V3',
    target: 0.35,
    request: (turn) => acs3Request('ListTagResources', query([redisId(ownInstance(turn, turn.number))], ''), turn),
  },
  {
    name: 'UntagResources-1x1',
    title: 'TagResources and UntagResources in turn, one tag of one instance, V3',
    target: 0.15,
    request: (turn) => {
      const instance = redisId(ownInstance(turn, turn.number >> 1))
      return write(turn, [instance], firstKey)
    },
  },
  {
    name: 'UntagResources-20x50',
    title: 'TagResources and UntagResources in turn, 20 tags of 50 instances, V3',
    request: (turn) => write(turn, ownGroup(turn), twentyKeys),
  },
]

function write(turn: Turn, instances: readonly string[], keys: readonly string[]): string {
  const value = turn.number.toString(36)
  return turn.number % 2 === 0
    ? acs3Request('TagResources', query(instances, tagPairs(keys, value)), turn)
    : acs3Request('UntagResources', query(instances, tagKeys(keys)), turn)
}

/** Names in the order of their bytes, as they are signed. */
function query(instances: readonly string[], tags: string): string {
  const ids = inByteOrder(instances.map((id, index) => `ResourceId.${index + 1}=${id}`))
  return `RegionId=${region}&${ids.join('&')}&ResourceType=INSTANCE${tags}`
}

function tagPairs(keys: readonly string[], value: string): string {
  return inByteOrder(keys.flatMap((key, index) => [`Tag.${index + 1}.Key=${key}`, `Tag.${index + 1}.Value=${value}`]))
    .map((pair) => `&${pair}`)
    .join('')
}

function tagKeys(keys: readonly string[]): string {
  return inByteOrder(keys.map((key, index) => `TagKey.${index + 1}=${key}`))
    .map((pair) => `&${pair}`)
    .join('')
}

/** `=` is after the digits and the dot, so whole pairs do not sort as their names do. */
function inByteOrder(pairs: readonly string[]): string[] {
  const name = (pair: string) => pair.slice(0, pair.indexOf('='))
  return pairs.toSorted((a, b) => (name(a) < name(b) ? -1 : 1))
}

function ownGroup(turn: Turn): string[] {
  const { connection, connections, fleetSize, number } = turn
  const groups = Math.max(1, Math.floor(fleetSize / instancesPerCall / connections))
  const first = (connection + connections * ((number >> 1) % groups)) * instancesPerCall
  return Array.from({ length: instancesPerCall }, (_, index) => redisId((first + index) % fleetSize))
}
