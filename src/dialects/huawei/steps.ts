import { parseJsonObject } from '../../access/strict-json.ts'
import type { Step } from '../take-steps.ts'
import { parseTarget } from '../target.ts'
import { findCaller } from './authenticate.ts'
import { authorize, authorizeInput } from './authorization/authorize.ts'
import type { Call } from './call.ts'
import { errors, gatewayErrors } from './errors.ts'
import type { Answer } from './operation.ts'
import { operations } from './operations.ts'
import { readParameters } from './parameter-kind.ts'
import { projectOf } from './project.ts'
import { realm } from './realm.ts'
import { createRouter } from './router.ts'
import { services } from './services.ts'
import { WireError } from './wire-error.ts'

/** To know who is calling: none of these changes anything. */
export const authentication: readonly Step<Call, WireError>[] = [readTarget, route, authenticate]

/** What is checked before what. Whether the caller may act on his instance is checked last, where the operation meets it. */
export const steps: readonly Step<Call, Answer | WireError>[] = [
  ...authentication,
  checkProject,
  authorize,
  readBody,
  validate,
  checkInput,
  authorizeInput,
  run,
]

const findRoute = createRouter(operations)

function readTarget(call: Call): WireError | undefined {
  const target = parseTarget(call.request.target)
  if (!target) return gatewayErrors.malformed
  call.target = target
  return undefined
}

function route(call: Call): WireError | undefined {
  const found = findRoute(call.request.method, call.target.segments)
  if (!found) return gatewayErrors.noSuchApi
  call.operation = found.operation
  call.projectId = found.projectId
  call.instanceId = found.instanceId
  return undefined
}

async function authenticate(call: Call): Promise<WireError | undefined> {
  if (call.operation.anonymous) return undefined
  const caller = await findCaller(call)
  if (caller instanceof WireError) return caller
  call.caller = caller
  return undefined
}

const projectId = /^[0-9A-Za-z_-]{1,64}$/

/** The project of the path must be the token's, or one of the signer's domain. One that is not there answers the same. */
async function checkProject(call: Call): Promise<WireError | undefined> {
  if (call.operation.service !== 'dds') return undefined
  if (!projectId.test(call.projectId)) return errors.projectId
  const { principal, token } = call.caller
  if (token && token.tenant !== call.projectId) return errors.otherProject
  const tenant = await call.store.findTenant(realm, call.projectId)
  if (tenant?.account !== principal.account) return errors.otherProject
  call.project = projectOf(tenant)
  return undefined
}

function readBody(call: Call): WireError | undefined {
  if (!call.operation.body) return undefined
  const body = parseJsonObject(call.request.body)
  if (!body) return services[call.operation.service].malformedBody
  call.body = body
  return undefined
}

/** The parameters of query and body, each for itself. Of a query parameter that is given twice, the last one is read. */
function validate(call: Call): WireError | undefined {
  const { operation, target, body } = call
  const query = readParameters(operation.query, Object.fromEntries(target.query))
  if (query instanceof WireError) return query
  const members = operation.body ? readParameters(operation.body, body) : undefined
  if (members instanceof WireError) return members
  call.input = { ...query, ...members }
  return undefined
}

/** What no parameter can tell alone. */
function checkInput(call: Call): WireError | undefined {
  for (const check of call.operation.checks) {
    const error = check(call.input, call)
    if (error) return error
  }
  return undefined
}

function run(call: Call): Promise<Answer | WireError> {
  return call.operation.run(call.input, call)
}
