import type { z } from 'zod'
import { parseJsonObject } from '../../access/strict-json.ts'
import type { Call } from './call.ts'
import { ApiError, errors, invalidParameter } from './errors.ts'

/** Reads path, query and body by the schemas of the operation; the first breach is the answer. */
export function readInput(call: Call): ApiError | undefined {
  const { operation, pathValues, target, request } = call
  const query = new Map(target.query)
  if (query.size < target.query.length) return invalidParameter(repeatedName(target.query), 'Send it only once')
  const path = read(operation.parameters, pathValues)
  if (path instanceof ApiError) return path
  const asked = read(operation.query, Object.fromEntries(query))
  if (asked instanceof ApiError) return asked
  const body = operation.body ? readBody(operation.body, request.body) : undefined
  if (body instanceof ApiError) return body
  call.input = { ...path, ...asked, ...body }
  return undefined
}

function readBody(schema: z.ZodType, bytes: Buffer): object | ApiError {
  const body = parseJsonObject(bytes)
  return body ? read(schema, body) : errors.body
}

function read(schema: z.ZodType, value: unknown): object | ApiError {
  const result = schema.safeParse(value)
  if (result.success) return result.data as object
  const { path, message } = innermost(result.error.issues[0])
  return invalidParameter(path.join('.').slice(0, namedMax), message.slice(0, namedMax))
}

/** What a caller wrote is said back no longer than this, characters. */
const namedMax = 200

interface Told {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Of a choice of forms, what is wrong with the one that was meant: where reading went deepest. */
function innermost(issue: z.core.$ZodIssue | undefined): Told {
  if (!issue) return { path: [], message: 'Invalid input' }
  if (issue.code !== 'invalid_union') return issue
  const told = issue.errors.flatMap(([first]) => (first ? [innermost(first)] : []))
  const deepest = told.toSorted((a, b) => b.path.length - a.path.length)[0]
  return deepest ? { ...deepest, path: [...issue.path, ...deepest.path] } : issue
}

function repeatedName(query: readonly (readonly [name: string, value: string])[]): string {
  const names = query.map(([name]) => name)
  return names.find((name, at) => names.indexOf(name) < at)?.slice(0, namedMax) ?? ''
}
