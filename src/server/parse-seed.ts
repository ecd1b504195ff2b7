import type { core } from 'zod'
import type { DialectModule, SecretKeeping } from '../dialects/dialect.ts'
import type { StoreContents } from '../store/store.ts'
import { type LineProblem, parseYaml } from './yaml-source.ts'

/** A seed whose every section has been checked. */
export interface Seed {
  /** @param at the creation time of instances that state none, milliseconds since 1970 */
  contents(secrets: SecretKeeping, at: number): Promise<StoreContents>
  /** Lines for the start banner. */
  introduce(endpoint: URL): readonly string[]
}

type Path = readonly PropertyKey[]
type Problem = { readonly path: Path; readonly message: string }
type Section = { readonly module: DialectModule; readonly section: unknown }

/** The seed that `text` holds, or what is wrong with it and on which line. */
export function parseSeed(
  text: string,
  modules: readonly DialectModule[],
): { readonly seed: Seed } | { readonly problems: readonly LineProblem[] } {
  const source = parseYaml(text)
  if (source.problems.length > 0) return { problems: source.problems }
  const { sections, problems } = checkSections(source.value, modules)
  const located = problems.map((problem) => ({ line: source.lineOf(problem.path), message: describe(problem) }))
  return located.length > 0 ? { problems: located } : { seed: seedOf(sections) }
}

function seedOf(sections: readonly Section[]): Seed {
  return {
    contents: async (secrets, at) =>
      merge(await Promise.all(sections.map(({ module, section }) => module.seedContents(section, secrets, at)))),
    introduce: (endpoint) => sections.flatMap(({ module, section }) => module.introduce(section, endpoint)),
  }
}

function checkSections(
  root: unknown,
  modules: readonly DialectModule[],
): { readonly sections: readonly Section[]; readonly problems: readonly Problem[] } {
  const names = modules.map((module) => module.name)
  if (root === null || typeof root !== 'object' || Array.isArray(root)) {
    return { sections: [], problems: [{ path: [], message: `expected a section ${names.join(' or ')}` }] }
  }
  const sections: Section[] = []
  const problems: Problem[] = []
  for (const [name, value] of Object.entries(root)) {
    const module = modules.find((candidate) => candidate.name === name)
    if (!module) {
      problems.push({ path: [name], message: `unknown section; expected ${names.join(' or ')}` })
      continue
    }
    const { data, error } = module.seedSchema.safeParse(value)
    const found = error ? error.issues.flatMap(issueProblems) : module.seedProblems(data)
    problems.push(...found.map(({ path, message }) => ({ path: [name, ...path], message })))
    sections.push({ module, section: data })
  }
  return { sections, problems }
}

function issueProblems(issue: core.$ZodIssue): readonly Problem[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }]
  return issue.keys.map((key) => ({ path: [...issue.path, key], message: 'unknown member' }))
}

function describe({ path, message }: Problem): string {
  return path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message
}

function merge(parts: readonly StoreContents[]): StoreContents {
  return {
    accounts: parts.flatMap((part) => part.accounts),
    tenants: parts.flatMap((part) => part.tenants),
    groups: parts.flatMap((part) => part.groups),
    principals: parts.flatMap((part) => part.principals),
    passwords: parts.flatMap((part) => part.passwords),
    accessKeys: parts.flatMap((part) => part.accessKeys),
    instances: parts.flatMap((part) => part.instances),
  }
}
