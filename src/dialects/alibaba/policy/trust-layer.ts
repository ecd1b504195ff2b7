import assert from 'node:assert/strict'
import { compilePolicy } from '../../../access/policy/compile-policy.ts'
import { createLayer, type Layer } from '../../../access/policy/layer.ts'
import type { Principal } from '../../../store/identity.ts'
import { trustGrammar } from './ram-grammar.ts'

/** Nobody may assume a role. */
export const noTrust: Layer = createLayer('trust', [])

/** Who may assume a role: nobody where it has no trust policy, or is disabled. */
export function trustLayer({ name, enabled, assumption }: Principal): Layer {
  if (!assumption || !enabled) return noTrust
  const compilation = compilePolicy(trustGrammar, `trust policy of ${name}`, assumption.trust)
  assert('policy' in compilation, `A stored policy cannot be read: ${JSON.stringify(compilation)}`)
  return createLayer('trust', [compilation.policy])
}
