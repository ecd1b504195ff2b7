import { findCaller } from './authenticate.ts'
import type { Call } from './call.ts'
import { errors, gatewayErrors, Refusal } from './errors.ts'
import { readFields } from './field.ts'
import type { Answer } from './operation.ts'
import { operations } from './operations.ts'
import { projectOf, realm } from './project.ts'
import { createRouter } from './router.ts'
import { services } from './services.ts'
import { parseJsonObject } from './strict-json.ts'
import { parseTarget } from './target.ts'

/** Ends the request with what it returns; undefined leaves it to the next step. */
type Step = (call: Call) => Answer | Refusal | undefined | Promise<Answer | Refusal | undefined>

/** What is checked before what. */
export const steps: readonly Step[] = [
  readTarget,
  route,
  authenticate,
  checkProject,
  readBody,
  validate,
  checkRules,
  run,
]

/** Takes a call through the steps, to the first that ends it. */
export async function take(call: Call): Promise<Answer | Refusal> {
  for (const step of steps) {
    const result = step(call)
    const end = result instanceof Promise ? await result : result
    if (end) return end
  }
  throw new Error('No step ended the call')
}

const findRoute = createRouter(operations)

function readTarget(call: Call): Refusal | undefined {
  const target = parseTarget(call.request.target)
  if (!target) return gatewayErrors.malformed
  call.target = target
  return undefined
}

function route(call: Call): Refusal | undefined {
  const found = findRoute(call.request.method, call.target.segments)
  if (!found) return gatewayErrors.noSuchApi
  call.operation = found.operation
  call.projectId = found.projectId
  call.instanceId = found.instanceId
  return undefined
}

async function authenticate(call: Call): Promise<Refusal | undefined> {
  if (call.operation.anonymous) return undefined
  const caller = await findCaller(call)
  if (caller instanceof Refusal) return caller
  call.caller = caller
  return undefined
}

const projectId = /^[0-9A-Za-z_-]{1,64}$/

/** The project of the path must be the token's, or one of the signer's domain. One that is not there answers the same. */
async function checkProject(call: Call): Promise<Refusal | undefined> {
  if (call.operation.service !== 'dds') return undefined
  if (!projectId.test(call.projectId)) return errors.projectId
  const { principal, token } = call.caller
  if (token && token.tenant !== call.projectId) return errors.otherProject
  const tenant = await call.store.findTenant(realm, call.projectId)
  if (tenant?.account !== principal.account) return errors.otherProject
  call.project = projectOf(tenant)
  return undefined
}

function readBody(call: Call): Refusal | undefined {
  if (!call.operation.body) return undefined
  const { bodyBytesMax, bodyTooLarge, malformedBody } = services[call.operation.service]
  if (call.request.body.length > bodyBytesMax) return bodyTooLarge
  const body = parseJsonObject(call.request.body)
  if (!body) return malformedBody
  call.body = body
  return undefined
}

/** Query and body against the operation's fields. Of a query parameter that is given twice, the last one is read. */
function validate(call: Call): Refusal | undefined {
  const { operation, target, body } = call
  const query = readFields(operation.query, Object.fromEntries(target.query))
  if (query instanceof Refusal) return query
  const members = operation.body ? readFields(operation.body, body) : undefined
  if (members instanceof Refusal) return members
  call.input = { ...query, ...members }
  return undefined
}

function checkRules(call: Call): Refusal | undefined {
  for (const rule of call.operation.rules) {
    const refusal = rule(call.input, call)
    if (refusal) return refusal
  }
  return undefined
}

function run(call: Call): Promise<Answer | Refusal> {
  return call.operation.run(call.input, call)
}
