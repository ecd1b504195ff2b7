import type { AttachablePolicies } from '../../../access/policy/attached-policies.ts'
import { identityGrammar, sessionGrammar } from './ram-grammar.ts'
import { systemPolicies } from './system-policies.ts'

/** What may be attached to users, groups and roles: documents, and RAM's system policies by their names. */
export const ramPolicies: AttachablePolicies = {
  systemPolicies,
  grammarOf: () => identityGrammar,
  sessionGrammarOf: () => sessionGrammar,
}
