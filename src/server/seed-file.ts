import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { core } from 'zod'
import type { DialectModule, SecretKeeping } from '../dialects/dialect.ts'
import type { StoreContents } from '../store/store.ts'
import { type LineProblem, parseYaml } from './yaml-source.ts'

const problemsShownMax = 20

/** What is wrong with a seed file, a line each: `fleet.yaml:12: …`. */
export class SeedFileError extends Error {
  override readonly name = 'SeedFileError'
}

/** A seed file whose every section has been checked. */
export interface SeedFile {
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
  /** @param at the creation time of instances that state none, milliseconds since 1970 */
  contents(secrets: SecretKeeping, at: number): Promise<StoreContents>
  /** Lines for the start banner. */
  introduce(endpoint: URL): readonly string[]
}

type Path = readonly PropertyKey[]
type Problem = { readonly path: Path; readonly message: string }
type Section = { readonly module: DialectModule; readonly section: unknown }

/**
 * Reads and checks a seed file (design: "Seed files"): YAML, a section for each dialect, by its name.
 * @throws SeedFileError naming the line of each problem
 */
export function readSeedFile(path: string, modules: readonly DialectModule[]): SeedFile {
  const text = readText(path)
  const source = parseYaml(text)
  refuse(path, source.problems)
  const { sections, problems } = checkSections(source.value, modules)
  refuse(
    path,
    problems.map((problem) => ({ line: source.lineOf(problem.path), message: describe(problem) })),
  )
  return {
    digest: createHash('sha256').update(text).digest('hex'),
    contents: async (secrets, at) =>
      merge(await Promise.all(sections.map(({ module, section }) => module.seedContents(section, secrets, at)))),
    introduce: (endpoint) => sections.flatMap(({ module, section }) => module.introduce(section, endpoint)),
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new SeedFileError(`Cannot read the seed file ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

function refuse(path: string, problems: readonly LineProblem[]): void {
  if (problems.length === 0) return
  const shown = problems.slice(0, problemsShownMax).map(({ line, message }) => `${path}:${line}: ${message}`)
  const more = problems.length - shown.length
  throw new SeedFileError([...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'))
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
    principals: parts.flatMap((part) => part.principals),
    passwords: parts.flatMap((part) => part.passwords),
    accessKeys: parts.flatMap((part) => part.accessKeys),
    instances: parts.flatMap((part) => part.instances),
  }
}
