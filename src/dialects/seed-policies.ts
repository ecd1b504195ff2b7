import { z } from 'zod'
import { type AttachablePolicies, attachmentProblems } from '../access/policy/attached-policies.ts'
import type { AttachedPolicy } from '../store/identity.ts'
import type { Json } from '../store/instance.ts'
import type { SeedProblem } from './dialect.ts'
import { seedText } from './seed-text.ts'

/** Handed on untouched: whoever reads it refuses what should not be there, `__proto__` too, which a record would lose. */
export const policyDocument = z.custom<{ readonly [member: string]: Json }>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)
/** What a policy that is attached with a document may be called. */
export const policyName = seedText.regex(
  /^[\w.@ -]{1,128}$/,
  'Write 1 to 128 letters, digits, blanks, "-", "_", "." or "@"',
)

/**
 * Policies that are attached to a user, a group or a role: names of policies that the vendor brings along, documents,
 * and documents with names, `{ name: untag-test, document: { … } }`.
 */
export const seedPolicies = z
  .array(
    z.union([seedText, z.strictObject({ name: policyName, document: policyDocument }), policyDocument], {
      error: 'Name a system policy or write a document',
    }),
  )
  .default([])
export type SeedPolicies = z.output<typeof seedPolicies>

/** A document without a name is called after its place: `policy-1`. */
export function attachedPolicies(policies: SeedPolicies): readonly AttachedPolicy[] {
  return policies.map((each, index) => {
    if (typeof each === 'string') return { name: each }
    if (isNamed(each)) return each
    return { name: `policy-${index + 1}`, document: each }
  })
}

/** Policies that the vendor would refuse, and those attached twice. @param path of the list */
export function policyProblems(
  attachable: AttachablePolicies,
  policies: SeedPolicies,
  path: SeedProblem['path'],
): readonly SeedProblem[] {
  const attached = attachedPolicies(policies)
  return attached.flatMap((policy, index) => {
    const place = [...path, index, ...(isNamed(policies[index]) ? ['document'] : [])]
    if (attached.findIndex(({ name }) => name === policy.name) < index) {
      return [{ path: [...path, index], message: `Attach policy "${policy.name}" only once` }]
    }
    return attachmentProblems(attachable, policy).map((problem) => ({ ...problem, path: [...place, ...problem.path] }))
  })
}

function isNamed(policy: SeedPolicies[number] | undefined): policy is { name: string; document: Json } {
  return typeof policy === 'object' && policy !== null && 'name' in policy && 'document' in policy
}
