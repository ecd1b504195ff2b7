import { isTagKey, isTagValue } from '../../tags/tag-rules.ts'
import type { SeedProblem } from '../dialect.ts'
import { findInstanceClass } from './instance-classes.ts'
import { findRegion } from './regions.ts'
import type { AlibabaSection, SeedAccount, SeedInstance } from './seed-schema.ts'
import { tagRules } from './tag-rules.ts'

type Path = SeedProblem['path']

/** Breaches of the vendor's rules: ids, names and keys given twice, unknown regions, zones and classes, bad tags. */
export function seedProblems({ accounts }: AlibabaSection): readonly SeedProblem[] {
  return [
    ...repeats('account', listed(['accounts'], accounts, 'id')),
    ...repeats('access key', accounts.flatMap(accessKeysOf)),
    ...accounts.flatMap((account, index) => accountProblems(account, ['accounts', index])),
  ]
}

function accountProblems({ users, roles, instances }: SeedAccount, path: Path): SeedProblem[] {
  return [
    ...repeats('user', listed([...path, 'users'], users, 'name')),
    ...repeats('role', listed([...path, 'roles'], roles, 'name')),
    ...repeats('instance', listed([...path, 'instances'], instances, 'id')),
    ...instances.flatMap((instance, index) => instanceProblems(instance, [...path, 'instances', index])),
  ]
}

function instanceProblems(instance: SeedInstance, path: Path): SeedProblem[] {
  return [...placeProblems(instance, path), ...serviceProblems(instance, path), ...tagProblems(instance.tags, path)]
}

function placeProblems({ region: id, zone, secondaryZone }: SeedInstance, path: Path): SeedProblem[] {
  const region = findRegion(id)
  if (!region) return [{ path: [...path, 'region'], message: `Name a region of ApsaraDB for Redis, not "${id}"` }]
  return Object.entries({ zone, secondaryZone })
    .filter(([, value]) => value !== undefined && !region.zones.includes(value))
    .map(([name, value]) => ({ path: [...path, name], message: `Name a zone of ${id}, not "${value}"` }))
}

function serviceProblems({ instanceClass, chargeType, expiresAt }: SeedInstance, path: Path): SeedProblem[] {
  const problems: SeedProblem[] = []
  if (!findInstanceClass(instanceClass)) {
    problems.push({
      path: [...path, 'instanceClass'],
      message: `Name an instance class on sale, not "${instanceClass}"`,
    })
  }
  if (expiresAt !== undefined && chargeType !== 'PrePaid') {
    problems.push({ path: [...path, 'expiresAt'], message: 'Give "expiresAt" to PrePaid instances only' })
  }
  return problems
}

function tagProblems(tags: SeedInstance['tags'], path: Path): SeedProblem[] {
  const entries = Object.entries(tags)
  const limit = tagRules.tagsPerInstanceMax
  const problems = entries.flatMap(([key, value]) => {
    const where = [...path, 'tags', key]
    if (!isTagKey(key, tagRules)) return [{ path: where, message: `Choose another tag key than "${key}"` }]
    return isTagValue(value, tagRules) ? [] : [{ path: where, message: `Choose another tag value than "${value}"` }]
  })
  if (entries.length <= limit) return problems
  return [{ path: [...path, 'tags'], message: `Give at most ${limit} tags, not ${entries.length}` }, ...problems]
}

interface Named {
  readonly path: Path
  readonly value: string
}

function accessKeysOf({ accessKeys, users }: SeedAccount, index: number): Named[] {
  const path = ['accounts', index]
  return [
    ...listed([...path, 'accessKeys'], accessKeys, 'id'),
    ...users.flatMap((user, at) => listed([...path, 'users', at, 'accessKeys'], user.accessKeys, 'id')),
  ]
}

function listed<M extends string>(path: Path, items: readonly Record<M, string>[], member: M): Named[] {
  return items.map((item, index) => ({ path: [...path, index, member], value: item[member] }))
}

function repeats(what: string, named: readonly Named[]): SeedProblem[] {
  const seen = new Set<string>()
  return named.flatMap(({ path, value }) => {
    if (seen.has(value)) return [{ path, message: `Give ${what} "${value}" only once` }]
    seen.add(value)
    return []
  })
}
