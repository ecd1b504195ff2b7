import { isTagKey, isTagValue } from '../../tags/tag-rules.ts'
import type { SeedProblem } from '../dialect.ts'
import { isInstanceName } from './instances/rules.ts'
import { projectOfInstance } from './seed-contents.ts'
import type { Section, SeedDomain, SeedInstance } from './seed-schema.ts'
import { tagRules } from './tag-rules.ts'

type Path = SeedProblem['path']

/** What is wrong with a section of the right shape. */
export function seedProblems({ domains }: Section): readonly SeedProblem[] {
  const each = domains.flatMap((domain, index) => domainProblems(domain, ['domains', index]))
  const ids = <T extends { id: string }>(member: 'projects' | 'instances', of: (domain: SeedDomain) => readonly T[]) =>
    repeats(domains.flatMap((domain, d) => of(domain).map(({ id }, i) => ({ id, path: ['domains', d, member, i] }))))
  const keys = domains.flatMap(({ users }, d) =>
    users.flatMap(({ accessKeys }, u) =>
      accessKeys.map(({ id }, k) => ({ id, path: ['domains', d, 'users', u, 'accessKeys', k] })),
    ),
  )
  return [
    ...repeats(domains.map(({ id }, index) => ({ id, path: ['domains', index] }))),
    ...repeats(
      domains.map(({ name }, index) => ({ id: name, path: ['domains', index] })),
      'name',
    ),
    ...ids('projects', (domain) => domain.projects),
    ...ids('instances', (domain) => domain.instances),
    ...repeats(keys),
    ...each,
  ]
}

function domainProblems(domain: SeedDomain, path: Path): SeedProblem[] {
  const named = (member: 'projects' | 'users') =>
    repeats(
      domain[member].map(({ name }, index) => ({ id: name, path: [...path, member, index] })),
      'name',
    )
  const userIds = domain.users.flatMap(({ id }, index) => (id ? [{ id, path: [...path, 'users', index] }] : []))
  return [
    ...named('projects'),
    ...named('users'),
    ...repeats(userIds),
    ...domain.instances.flatMap((instance, index) => instanceProblems(domain, instance, [...path, 'instances', index])),
  ]
}

function instanceProblems(domain: SeedDomain, { project: projectName, name, tags }: SeedInstance, path: Path) {
  const problems: SeedProblem[] = []
  const report = (member: Path, message: string) => problems.push({ path: [...path, ...member], message })
  const project = projectOfInstance(domain, projectName)
  if (!project) report(['project'], `The domain has no project "${projectName}"`)
  if (!isInstanceName(name)) report(['name'], `"${name}" is not a name that DDS allows`)
  const limit = project?.maxTagsPerInstance ?? tagRules.tagsPerInstanceMax
  if (tags.length > limit) report(['tags'], `An instance of this project carries at most ${limit} tags`)
  for (const { key, value } of tags) {
    if (!isTagKey(key, tagRules)) report(['tags', key], `"${key}" is not a tag key that DDS allows`)
    if (!isTagValue(value, tagRules)) report(['tags', key], `"${value}" is not a tag value that DDS allows`)
  }
  return problems
}

function repeats(things: readonly { id: string; path: Path }[], member: 'id' | 'name' = 'id'): SeedProblem[] {
  const seen = new Set<string>()
  return things.flatMap(({ id, path }) => {
    const message = `The ${member} "${id}" is used before`
    return seen.size === seen.add(id).size ? [{ path: [...path, member], message }] : []
  })
}
