import type { SeedProblem } from '../dialect.ts'
import { eachOf, repeats, type Unique } from '../seed-repeats.ts'
import { tagProblems } from '../seed-tags.ts'
import { isInstanceName } from './instances/instance-name.ts'
import { projectOfInstance } from './seed-contents.ts'
import { identityProblems } from './seed-identity-problems.ts'
import type { Section, SeedDomain, SeedInstance } from './seed-schema.ts'
import { tagRules } from './tag-rules.ts'

type Path = SeedProblem['path']

/** Breaches of the vendor's rules: ids, names and keys given twice, unknown projects, bad names and tags. */
export function seedProblems({ domains }: Section): readonly SeedProblem[] {
  const idsOf = (member: 'projects' | 'instances') =>
    domains.flatMap((domain, index) => eachOf(['domains', index, member], domain[member], 'id'))
  return [
    ...repeats('domain', eachOf(['domains'], domains, 'id')),
    ...repeats('domain', eachOf(['domains'], domains, 'name')),
    ...repeats('project', idsOf('projects')),
    ...repeats('instance', idsOf('instances')),
    ...repeats('access key', domains.flatMap(accessKeysOf)),
    ...domains.flatMap((domain, index) => domainProblems(domain, ['domains', index], domains)),
  ]
}

function accessKeysOf({ users }: SeedDomain, index: number): readonly Unique[] {
  return users.flatMap(({ accessKeys }, user) =>
    eachOf(['domains', index, 'users', user, 'accessKeys'], accessKeys, 'id'),
  )
}

function domainProblems(domain: SeedDomain, path: Path, domains: readonly SeedDomain[]): readonly SeedProblem[] {
  return [
    ...repeats('project', eachOf([...path, 'projects'], domain.projects, 'name')),
    ...identityProblems(domain, path, domains),
    ...domain.instances.flatMap((instance, index) => instanceProblems(domain, instance, [...path, 'instances', index])),
  ]
}

function instanceProblems(domain: SeedDomain, instance: SeedInstance, path: Path): readonly SeedProblem[] {
  const { name, tags } = instance
  const problems: SeedProblem[] = []
  const project = projectOfInstance(domain, instance.project)
  if (!project)
    problems.push({ path: [...path, 'project'], message: `Name a project of the domain, not "${instance.project}"` })
  if (!isInstanceName(name))
    problems.push({ path: [...path, 'name'], message: `Choose another instance name than "${name}"` })
  const tagsMax = project?.maxTagsPerInstance ?? tagRules.tagsPerInstanceMax
  return [...problems, ...tagProblems(tags, tagRules, tagsMax, path)]
}
