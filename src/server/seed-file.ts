import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DialectModule } from '../dialects/dialect.ts'
import type { Seed } from './parse-seed.ts'
import type { LineProblem } from './yaml-source.ts'

const problemsShownMax = 20

/** What is wrong with a seed file, a line each: `fleet.yaml:12: …`. */
export class SeedFileError extends Error {
  override readonly name = 'SeedFileError'
}

/** A seed file, known by its digest before it is parsed. */
export interface SeedFile {
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string
  /**
   * Parses and checks it: a store that was filled from it before need not have that done again.
   * @throws SeedFileError naming the line of each problem
   */
  parse(): Promise<Seed>
}

/**
 * Reads a seed file (design: "Seed files"): YAML, a section for each dialect, by its name.
 * @throws SeedFileError if it cannot be read
 */
export function readSeedFile(path: string, modules: readonly DialectModule[]): SeedFile {
  const text = readText(path)
  return {
    digest: createHash('sha256').update(text).digest('hex'),
    async parse() {
      const { parseSeed } = await import('./parse-seed.ts')
      const result = parseSeed(text, modules)
      if ('seed' in result) return result.seed
      throw new SeedFileError(shown(path, result.problems).join('\n'))
    },
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new SeedFileError(`Cannot read the seed file ${path}: ${error instanceof Error ? error.message : error}`)
  }
}

function shown(path: string, problems: readonly LineProblem[]): readonly string[] {
  const lines = problems.slice(0, problemsShownMax).map(({ line, message }) => `${path}:${line}: ${message}`)
  const more = problems.length - lines.length
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}
