import type { Step } from '../take-steps.ts'
import { parseTarget } from '../target.ts'
import { authenticate } from './authenticate.ts'
import type { Call } from './call.ts'
import { type ApiError, errors } from './errors.ts'
import { operations } from './operations.ts'
import { readInput } from './read-input.ts'
import { createRouter } from './router.ts'
import { checkOrigin } from './same-origin.ts'

/** What is checked before what. Permissions are asked for each instance, where the operation meets it. */
export const steps: readonly Step<Call, object | ApiError>[] = [
  readTarget,
  route,
  checkOrigin,
  authenticate,
  readInput,
  run,
]

const findRoute = createRouter(operations)

function readTarget(call: Call): ApiError | undefined {
  const target = parseTarget(call.request.target)
  if (!target) return errors.malformed
  call.target = target
  return undefined
}

function route(call: Call): ApiError | undefined {
  const found = findRoute(call.request.method, call.target.segments)
  if (!found) return errors.noSuchOperation
  if ('allowed' in found) {
    call.allowed = found.allowed
    return errors.method
  }
  call.operation = found.operation
  call.pathValues = found.values
  return undefined
}

function run(call: Call): Promise<object | ApiError> {
  return call.operation.run(call.input, call) as Promise<object | ApiError>
}
