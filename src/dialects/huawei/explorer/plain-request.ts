import type { PlainCall } from '../../explorer-rules.ts'
import { ParameterProblem } from '../../parameter-problem.ts'
import { percentEncode } from '../../percent-encode.ts'
import type { Operation } from '../operation.ts'

/** A call with its parameters where they belong. */
export interface PlainRequest {
  readonly operation: Operation
  readonly path: Readonly<Record<string, string>>
  readonly query: readonly (readonly [name: string, value: string])[]
  /** Absent where the operation reads none. */
  readonly body?: Readonly<Record<string, unknown>>
}

/** Puts each parameter into the path, the query or the body, as the operation has it; null is left out. */
export function plainRequest(
  operation: Operation,
  parameters: PlainCall['parameters'],
): PlainRequest | ParameterProblem {
  const given = Object.entries(parameters).filter(([, value]) => value !== null)
  const path = Object.fromEntries(Array.from(operation.path.matchAll(/\{(\w+)\}/g), ([, name = '']) => [name, '']))
  const query: [string, string][] = []
  const body: [string, unknown][] = []
  for (const [name, value] of given) {
    const inPath = Object.hasOwn(path, name)
    const inQuery = Object.hasOwn(operation.query, name)
    if (inPath || inQuery) {
      if (typeof value === 'object' || !String(value).isWellFormed()) return new ParameterProblem(name, asScalar)
      if (inPath) path[name] = String(value)
      else query.push([name, String(value)])
    } else if (operation.body && Object.hasOwn(operation.body, name)) body.push([name, value])
    else return new ParameterProblem(name, `Leave it out: ${operation.name} has no such parameter`)
  }
  const missing = Object.keys(path).find((name) => path[name] === '')
  if (missing !== undefined) return new ParameterProblem(missing, 'Send it: the path cannot be written without it')
  return { operation, path, query, ...(operation.body && { body: Object.fromEntries(body) }) }
}

const asScalar = 'Send a text, a number or a boolean'

/** Path and query. */
export function targetOf({ operation, path, query }: PlainRequest): string {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => percentEncode(path[name] ?? ''))
  const pairs = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
  return pairs.length > 0 ? `${filled}?${pairs.join('&')}` : filled
}

/** The text of the body; empty where there is none. */
export function bodyOf({ body }: PlainRequest): string {
  return body === undefined ? '' : JSON.stringify(body)
}
