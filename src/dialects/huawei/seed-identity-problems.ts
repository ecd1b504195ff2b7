import type { SeedProblem } from '../dialect.ts'
import { policyProblems } from '../seed-policies.ts'
import { eachOf, repeats, type Unique } from '../seed-repeats.ts'
import { iamPolicies } from './policy/iam-policies.ts'
import { principalIdOf, trustedDomain } from './seed-identities.ts'
import type { SeedDomain } from './seed-schema.ts'

type Path = SeedProblem['path']

/** What is wrong with the users, groups and agencies of a domain: names and ids given twice, unknown ones, bad policies. */
export function identityProblems(
  domain: SeedDomain,
  path: Path,
  domains: readonly SeedDomain[],
): readonly SeedProblem[] {
  const names = [
    ...repeats('user', eachOf([...path, 'users'], domain.users, 'name')),
    ...repeats('group', eachOf([...path, 'groups'], domain.groups, 'name')),
    ...repeats('agency', eachOf([...path, 'agencies'], domain.agencies, 'name')),
  ]
  return [
    ...names,
    ...(names.length === 0 ? repeats('id', idsOf(domain, path)) : []),
    ...memberProblems(domain, path),
    ...trustProblems(domain, path, domains),
    ...(['users', 'groups', 'agencies'] as const).flatMap((holders) =>
      domain[holders].flatMap(({ policies }, index) =>
        policyProblems(iamPolicies, policies, [...path, holders, index, 'policies']),
      ),
    ),
  ]
}

/** Of users and agencies together; those that state none have one derived from their name. */
function idsOf(domain: SeedDomain, path: Path): readonly Unique[] {
  return [
    ...domain.users.map((user, at) => ({
      path: [...path, 'users', at, 'id'],
      value: principalIdOf(domain, 'user', user),
    })),
    ...domain.agencies.map((agency, at) => ({
      path: [...path, 'agencies', at, 'id'],
      value: principalIdOf(domain, 'agency', agency),
    })),
  ]
}

function memberProblems({ users, groups }: SeedDomain, path: Path): readonly SeedProblem[] {
  const known = new Set(users.map(({ name }) => name))
  return groups.flatMap((group, index) => {
    const members = group.users.map((value, at) => ({ path: [...path, 'groups', index, 'users', at], value }))
    const unknown = members.filter(({ value }) => !known.has(value))
    return [
      ...repeats('member', members),
      ...unknown.map((member) => ({ path: member.path, message: `Name a user of the domain, not "${member.value}"` })),
    ]
  })
}

function trustProblems({ agencies }: SeedDomain, path: Path, domains: readonly SeedDomain[]): readonly SeedProblem[] {
  return agencies.flatMap(({ trustDomain }, index) => {
    if (trustedDomain(domains, trustDomain)) return []
    const message = `Name a domain of this file, not "${trustDomain}"`
    return [{ path: [...path, 'agencies', index, 'trustDomain'], message }]
  })
}
