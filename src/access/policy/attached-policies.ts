import assert from 'node:assert/strict'
import type { Principal } from '../../store/identity.ts'
import type { Json } from '../../store/instance.ts'
import { type Compilation, compilePolicy } from './compile-policy.ts'
import type { Grammar } from './grammar.ts'
import { createLayer, type Layer } from './layer.ts'
import type { PolicyProblem } from './place.ts'
import type { Policy } from './policy.ts'

/** What a cloud lets be attached to an identity: documents, and policies of its own by their names. */
export interface AttachablePolicies {
  readonly systemPolicies: Readonly<Record<string, Json>>
  /** The grammar that a document is read by. */
  readonly grammarOf: (document: Json) => Grammar
}

/** All that is wrong with what is attached to an identity; paths begin with the place in its list. */
export function attachedProblems(attachable: AttachablePolicies, attached: readonly Json[]): readonly PolicyProblem[] {
  return attached.flatMap((each, index) => {
    const compilation = compileAttached(attachable, each, index)
    if ('policy' in compilation) return []
    return compilation.problems.map(({ path, message }) => ({ path: [index, ...path], message }))
  })
}

/**
 * Finds the identity layer of a principal. It is made at his first request, and kept as long as the same object stands
 * for him. Throws where his policies cannot be read: to leave out one of them could leave out what it denies.
 */
export function identityLayers(attachable: AttachablePolicies): (principal: Principal) => Layer {
  const known = new WeakMap<Principal, Layer>()
  return (principal) => {
    const remembered = known.get(principal)
    if (remembered) return remembered
    const layer = createLayer(
      'identity',
      principal.policies.map((each, index) => readAttached(attachable, each, index)),
    )
    known.set(principal, layer)
    return layer
  }
}

function readAttached(attachable: AttachablePolicies, attached: Json, index: number): Policy {
  const compilation = compileAttached(attachable, attached, index)
  assert('policy' in compilation, `Stored policy ${index} cannot be read: ${JSON.stringify(compilation)}`)
  return compilation.policy
}

function compileAttached(
  { systemPolicies, grammarOf }: AttachablePolicies,
  attached: Json,
  index: number,
): Compilation {
  if (typeof attached !== 'string') return compilePolicy(grammarOf(attached), `policies[${index}]`, attached)
  const document = Object.hasOwn(systemPolicies, attached) ? systemPolicies[attached] : undefined
  if (document !== undefined) return compilePolicy(grammarOf(document), attached, document)
  return { problems: [{ path: [], message: `Name a policy that the vendor brings along, not "${attached}"` }] }
}
