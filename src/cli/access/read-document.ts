import { readFileSync, statSync } from 'node:fs'
import { text as textOf } from 'node:stream/consumers'
import type { PolicyProblem } from '../../access/policy/place.ts'
import { parseYaml } from '../../server/yaml-source.ts'
import type { Json } from '../../store/instance.ts'
import { UsageError } from '../listen-address.ts'

const problemsShownMax = 20

/** Whether a person who wrote `text` means stdin or a file. */
export function isDocument(text: string): boolean {
  return text === '-' || (statSync(text, { throwIfNoEntry: false })?.isFile() ?? false)
}

/**
 * Reads a document in JSON or YAML, and checks it.
 * @param path `-` for stdin
 * @throws UsageError with a line for each problem: `policy.json:12: Statement.0.Action: …`
 */
export async function readDocument(
  path: string,
  problemsIn: (document: unknown) => readonly PolicyProblem[],
): Promise<Json> {
  const { value, problems, lineOf } = parseYaml(path === '-' ? await textOf(process.stdin) : readText(path))
  const found =
    problems.length > 0
      ? problems
      : problemsIn(value).map(({ path, message }) => ({ line: lineOf(path), message: placed(path, message) }))
  if (found.length === 0) return value as Json
  const name = path === '-' ? 'stdin' : path
  const lines = found.slice(0, problemsShownMax).map(({ line, message }) => `${name}:${line}: ${message}`)
  throw new UsageError([...lines, ...more(found.length - lines.length)].join('\n'))
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new UsageError(`Cannot read ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

function placed(path: PolicyProblem['path'], message: string): string {
  return path.length > 0 ? `${path.join('.')}: ${message}` : message
}

function more(count: number): readonly string[] {
  return count > 0 ? [`… and ${count} more`] : []
}
