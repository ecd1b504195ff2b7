import { hash } from 'node:crypto'
import { derivedId } from './derived-id.ts'
import type { Details, Flavor } from './details.ts'

/** A group of nodes as "Querying Instances and Details" lists it; sizes in GB, as text. */
export interface Group {
  readonly type: Flavor['type']
  readonly id: string
  readonly name: string
  readonly status: string
  readonly volume: { readonly size: string; readonly used: string }
  readonly nodes: readonly Node[]
}

export interface Node {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly role: string
  readonly private_ip: string
  readonly public_ip: string
  readonly spec_code: string
  readonly availability_zone: string
}

/** Shards and config servers are replica sets of three. */
const replicasOfPart = 3
const roles = ['Primary', 'Secondary', 'Hidden', 'Secondary', 'Secondary', 'Secondary', 'Secondary']

interface Plan {
  readonly type: Flavor['type']
  readonly name: string
  readonly flavor: Flavor
  readonly nodes: number
}

/** The groups and nodes of an instance, derived from its id and what was ordered: the same each time. */
export function topology(instance: string, details: Details, status: string): Group[] {
  const addressOf = addressPool(instance)
  return details.flavor.flatMap(plansOf).map(({ type, name, flavor, nodes }) => ({
    type,
    id: derivedId(instance, name, 'gr02'),
    name,
    status,
    volume: type === 'mongos' ? { size: '', used: '' } : { size: String(flavor.size), used: '0.333' },
    nodes: Array.from({ length: nodes }, (_, index) => ({
      id: derivedId(instance, `${name}/${index}`, 'no02'),
      name: `${name}_node_${index + 1}`,
      status,
      role: type === 'mongos' ? '' : (roles[index] ?? 'Secondary'),
      private_ip: addressOf(),
      public_ip: '',
      spec_code: flavor.spec_code,
      availability_zone: details.availability_zone,
    })),
  }))
}

function plansOf(flavor: Flavor): Plan[] {
  const { type, num } = flavor
  switch (type) {
    case 'mongos':
    case 'single':
      return [{ type, name: type, flavor, nodes: num }]
    case 'replica':
      return [{ type, name: type, flavor, nodes: Math.max(num, replicasOfPart) }]
    default:
      return Array.from({ length: num }, (_, index) => {
        return { type, name: `${type}_${index + 1}`, flavor, nodes: replicasOfPart }
      })
  }
}

/** Gives out addresses of 192.168.0.0/16, from a place that the instance's id decides. */
function addressPool(instance: string): () => string {
  let next = Number.parseInt(hash('sha256', instance).slice(0, 4), 16)
  return () => {
    next = (next + 1) % 0x1_0000
    return `192.168.${next >> 8}.${next & 0xff}`
  }
}
