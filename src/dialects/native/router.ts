import type { Operation } from './operation.ts'

/** An operation, and what stands in the path for its parameters. */
export interface Route {
  readonly operation: Operation
  readonly values: Readonly<Record<string, string>>
}

interface Candidate {
  readonly operation: Operation
  /** Segments of the path; of a parameter, its name in braces. */
  readonly segments: readonly string[]
}

/** The methods of a path, where the one asked for is none of them. */
export interface OtherMethods {
  readonly allowed: readonly string[]
}

/** Finds the operation of a method and decoded path segments. What can be had by GET, HEAD asks about. */
export function createRouter(
  operations: readonly Operation[],
): (method: string, segments: readonly string[]) => Route | OtherMethods | undefined {
  const candidates = operations.map((operation) => ({ operation, segments: operation.path.slice(1).split('/') }))
  return (asked, segments) => {
    const method = asked === 'HEAD' ? 'GET' : asked
    const fitting = candidates.filter((candidate) => fits(candidate, segments))
    const found = fitting.find(({ operation }) => operation.method === method)
    if (!found) return fitting.length > 0 ? { allowed: allowedBy(fitting) } : undefined
    return { operation: found.operation, values: valuesOf(found, segments) }
  }
}

function allowedBy(fitting: readonly Candidate[]): readonly string[] {
  return fitting.flatMap(({ operation: { method } }) => (method === 'GET' ? [method, 'HEAD'] : [method]))
}

function fits({ segments: wanted }: Candidate, segments: readonly string[]): boolean {
  return wanted.length === segments.length && wanted.every((each, at) => isParameter(each) || each === segments[at])
}

function valuesOf({ segments: wanted }: Candidate, segments: readonly string[]): Readonly<Record<string, string>> {
  const values = wanted.flatMap((each, at) => (isParameter(each) ? [[each.slice(1, -1), segments[at] ?? '']] : []))
  return Object.fromEntries(values)
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{')
}
