import assert from 'node:assert/strict'
import type { AttachedPolicy, Principal, Session } from '../../store/identity.ts'
import type { Json } from '../../store/instance.ts'
import { type Compilation, compilePolicy } from './compile-policy.ts'
import type { Grammar } from './grammar.ts'
import { createLayer, type Layer } from './layer.ts'
import type { PolicyProblem } from './place.ts'
import type { Policy } from './policy.ts'

/** What a cloud lets be attached to identities and to sessions. */
export interface AttachablePolicies {
  /** The policies that it brings along, by name. */
  readonly systemPolicies: Readonly<Record<string, Json>>
  /** The grammar that a document attached to an identity is read by. */
  readonly grammarOf: (document: Json) => Grammar
  /** The same for the document that narrows a session. */
  readonly sessionGrammarOf: (document: Json) => Grammar
}

/** All that is wrong with a policy that is to be attached; paths are within its document. */
export function attachmentProblems(attachable: AttachablePolicies, attached: AttachedPolicy): readonly PolicyProblem[] {
  const compilation = compileAttached(attachable, attached, attached.name)
  return 'problems' in compilation ? compilation.problems : []
}

/**
 * Finds the layers that decide on what a principal may, himself or in a session: none for an administrator,
 * whom nothing but the policy of a session narrows. They are made at the first request, and kept as long as the same objects stand for both. Throws
 * where policies cannot be read: to leave out one of them could leave out what it denies.
 */
export function principalLayers(
  attachable: AttachablePolicies,
): (principal: Principal, session?: Session) => readonly Layer[] {
  const identities = new WeakMap<Principal, readonly Layer[]>()
  const sessions = new WeakMap<Session, readonly Layer[]>()
  const ofIdentity = (principal: Principal) =>
    remembered(identities, principal, () => identityLayers(attachable, principal))
  return (principal, session) => {
    const policy = session?.policy
    if (!session || policy === undefined) return ofIdentity(principal)
    return remembered(sessions, session, () => [...sessionLayers(attachable, policy), ...ofIdentity(principal)])
  }
}

function remembered<Of extends object, Value>(known: WeakMap<Of, Value>, of: Of, make: () => Value): Value {
  const before = known.get(of)
  if (before !== undefined) return before
  const value = make()
  known.set(of, value)
  return value
}

function identityLayers(attachable: AttachablePolicies, principal: Principal): readonly Layer[] {
  const { administrator, policies, groups } = principal
  if (administrator) return []
  const own = policies.map((each) => readAttached(attachable, each, each.name))
  const shared = groups.flatMap(({ name, policies: those }) =>
    those.map((each) => readAttached(attachable, each, `${each.name} (group ${name})`)),
  )
  return [createLayer('identity', [...own, ...shared])]
}

function sessionLayers({ sessionGrammarOf }: AttachablePolicies, document: Json): readonly Layer[] {
  return [createLayer('session', [read(compilePolicy(sessionGrammarOf(document), 'session policy', document))])]
}

function readAttached(attachable: AttachablePolicies, attached: AttachedPolicy, label: string): Policy {
  return read(compileAttached(attachable, attached, label))
}

function read(compilation: Compilation): Policy {
  assert('policy' in compilation, `A stored policy cannot be read: ${JSON.stringify(compilation)}`)
  return compilation.policy
}

/** @param label what the policy is called in decisions */
function compileAttached(
  { systemPolicies, grammarOf }: AttachablePolicies,
  { name, document = Object.hasOwn(systemPolicies, name) ? systemPolicies[name] : undefined }: AttachedPolicy,
  label: string,
): Compilation {
  if (document !== undefined) return compilePolicy(grammarOf(document), label, document)
  return { problems: [{ path: [], message: `Name a policy that the vendor brings along, not "${name}"` }] }
}
