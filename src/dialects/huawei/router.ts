import type { Operation } from './operation.ts'

/** An operation with the path parameters of a request for it. */
export interface Route {
  readonly operation: Operation
  readonly projectId: string
  readonly instanceId: string
}

interface Candidate {
  readonly operation: Operation
  /** The path's segments; undefined where a parameter stands. */
  readonly literals: readonly (string | undefined)[]
  readonly projectAt: number
  readonly instanceAt: number
}

/** Finds the operation of a method and decoded path segments; where two fit, the one listed first. */
export function createRouter(
  operations: readonly Operation[],
): (method: string, segments: readonly string[]) => Route | undefined {
  const candidates = Map.groupBy(operations.map(candidateOf), ({ operation, literals }) =>
    shapeOf(operation.method, literals),
  )
  return (method, segments) => {
    const found = candidates.get(shapeOf(method, segments))?.find(({ literals }) => matches(literals, segments))
    return (
      found && {
        operation: found.operation,
        projectId: segments[found.projectAt] ?? '',
        instanceId: segments[found.instanceAt] ?? '',
      }
    )
  }
}

function candidateOf(operation: Operation): Candidate {
  const parts = operation.path.slice(1).split('/')
  return {
    operation,
    literals: parts.map((part) => (part.startsWith('{') ? undefined : part)),
    projectAt: parts.indexOf('{project_id}'),
    instanceAt: parts.indexOf('{instance_id}'),
  }
}

function shapeOf(method: string, segments: readonly unknown[]): string {
  return `${method} ${segments.length}`
}

function matches(literals: Candidate['literals'], segments: readonly string[]): boolean {
  return literals.every((literal, at) => literal === undefined || literal === segments[at])
}
