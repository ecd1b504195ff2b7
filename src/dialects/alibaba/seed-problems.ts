import { compilePolicy } from '../../access/policy/compile-policy.ts'
import type { SeedProblem } from '../dialect.ts'
import { policyProblems } from '../seed-policies.ts'
import { eachOf, repeats, type Unique } from '../seed-repeats.ts'
import { tagProblems } from '../seed-tags.ts'
import { findInstanceClass } from './instance-classes.ts'
import { instanceName } from './instance-shapes.ts'
import { keysPerAccountMax, keysPerUserMax } from './limits.ts'
import { trustGrammar } from './policy/ram-grammar.ts'
import { ramPolicies } from './policy/ram-policies.ts'
import { findRegion } from './regions.ts'
import { principalsOf } from './seed-contents.ts'
import type { Section, SeedAccount, SeedGroup, SeedInstance, SeedRole } from './seed-schema.ts'
import { tagRules } from './tag-rules.ts'

type Path = SeedProblem['path']

/** Breaches of the vendor's rules: ids, names and keys given twice, unknown regions, zones and classes, bad names and tags. */
export function seedProblems({ accounts }: Section): readonly SeedProblem[] {
  return [
    ...repeats('account', eachOf(['accounts'], accounts, 'id')),
    ...repeats('access key', accounts.flatMap(accessKeysOf)),
    ...accounts.flatMap((account, index) => accountProblems(account, ['accounts', index])),
  ]
}

function accountProblems(account: SeedAccount, path: Path): readonly SeedProblem[] {
  const { instances } = account
  return [
    ...identityProblems(account, path),
    ...keyCountProblems(account, path),
    ...account.groups.flatMap((group, index) => memberProblems(account, group, [...path, 'groups', index, 'users'])),
    ...holdersOf(account).flatMap(({ kind, holders }) =>
      holders.flatMap(({ policies }, index) =>
        policyProblems(ramPolicies, policies, [...path, kind, index, 'policies']),
      ),
    ),
    ...account.roles.flatMap((role, index) => trustProblems(role, [...path, 'roles', index, 'trust'])),
    ...repeats('instance', eachOf([...path, 'instances'], instances, 'id')),
    ...instances.flatMap((instance, index) => instanceProblems(instance, [...path, 'instances', index])),
  ]
}

/** What policies are attached to, by the name of its list. */
function holdersOf({ users, groups, roles }: SeedAccount) {
  return [
    { what: 'user', kind: 'users', holders: users },
    { what: 'group', kind: 'groups', holders: groups },
    { what: 'role', kind: 'roles', holders: roles },
  ] as const
}

/** Ids are compared once the names, which some are derived from, are distinct. */
function identityProblems(account: SeedAccount, path: Path): readonly SeedProblem[] {
  const names = holdersOf(account).flatMap(({ what, kind, holders }) =>
    repeats(what, eachOf([...path, kind], holders, 'name')),
  )
  return names.length === 0 ? repeats('id', principalIdsOf(account, path)) : names
}

function keyCountProblems({ accessKeys, users }: SeedAccount, path: Path): readonly SeedProblem[] {
  return [
    ...tooMany(accessKeys, keysPerAccountMax, path),
    ...users.flatMap((user, index) => tooMany(user.accessKeys, keysPerUserMax, [...path, 'users', index])),
  ]
}

function tooMany({ length }: SeedAccount['accessKeys'], max: number, path: Path): readonly SeedProblem[] {
  if (length <= max) return []
  return [{ path: [...path, 'accessKeys', max], message: `Give at most ${max} access keys, not ${length}` }]
}

function memberProblems({ users }: SeedAccount, group: SeedGroup, path: Path): readonly SeedProblem[] {
  const members = group.users.map((value, index) => ({ path: [...path, index], value }))
  const strangers = members.filter(({ value }) => !users.some(({ name }) => name === value))
  return [
    ...repeats('member', members),
    ...strangers.map(({ path: place, value }) => ({
      path: place,
      message: `Name a user of the account, not "${value}"`,
    })),
  ]
}

/** Of account, users and roles together; those that state none have one derived from their name. */
function principalIdsOf(account: SeedAccount, path: Path): readonly Unique[] {
  const users = account.users.map((_, index) => [...path, 'users', index, 'id'])
  const roles = account.roles.map((_, index) => [...path, 'roles', index, 'id'])
  const paths = [[...path, 'id'], ...users, ...roles]
  return principalsOf(account).map(({ id }, index) => ({ path: paths[index] ?? path, value: id }))
}

function trustProblems({ name, trust }: SeedRole, path: Path): readonly SeedProblem[] {
  if (trust === undefined) return []
  const compilation = compilePolicy(trustGrammar, name, trust)
  if ('policy' in compilation) return []
  return compilation.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }))
}

function instanceProblems(instance: SeedInstance, path: Path): readonly SeedProblem[] {
  return [
    ...placeProblems(instance, path),
    ...serviceProblems(instance, path),
    ...tagProblems(instance.tags, tagRules, tagRules.tagsPerInstanceMax, path),
  ]
}

function placeProblems({ region: id, zone, secondaryZone }: SeedInstance, path: Path): readonly SeedProblem[] {
  const region = findRegion(id)
  if (!region) return [{ path: [...path, 'region'], message: `Name a region of ApsaraDB for Redis, not "${id}"` }]
  return Object.entries({ zone, secondaryZone })
    .filter(([, value]) => value !== undefined && !region.zones.includes(value))
    .map(([name, value]) => ({ path: [...path, name], message: `Name a zone of ${id}, not "${value}"` }))
}

function serviceProblems(instance: SeedInstance, path: Path): readonly SeedProblem[] {
  const { name, instanceClass, chargeType, expiresAt } = instance
  const problems: SeedProblem[] = []
  const report = (member: string, message: string) => problems.push({ path: [...path, member], message })
  if (!instanceName.holds(name)) report('name', `Choose another instance name than "${name}"`)
  if (!findInstanceClass(instanceClass))
    report('instanceClass', `Name an instance class on sale, not "${instanceClass}"`)
  if (expiresAt !== undefined && chargeType !== 'PrePaid')
    report('expiresAt', 'Give "expiresAt" to PrePaid instances only')
  return problems
}

function accessKeysOf({ accessKeys, users }: SeedAccount, index: number): readonly Unique[] {
  const path = ['accounts', index]
  return [
    ...eachOf([...path, 'accessKeys'], accessKeys, 'id'),
    ...users.flatMap((user, at) => eachOf([...path, 'users', at, 'accessKeys'], user.accessKeys, 'id')),
  ]
}
