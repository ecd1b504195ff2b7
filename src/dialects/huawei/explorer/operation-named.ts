import assert from 'node:assert/strict'
import type { Operation } from '../operation.ts'
import { operations } from '../operations.ts'

const byName = new Map(operations.map((operation) => [operation.name, operation]))
assert(byName.size === operations.length)

/** The operation that is served under a name. */
export function operationNamed(name: string): Operation {
  const operation = byName.get(name)
  assert(operation, `No operation ${name}`)
  return operation
}
