import type { AttachablePolicies } from '../../../access/policy/attached-policies.ts'
import { identityGrammarOf, sessionGrammarOf } from './iam-grammar.ts'
import { systemPolicies } from './system-policies.ts'

/** What may be attached to users, groups and agencies: documents of both versions, and IAM's system policies by their names. */
export const iamPolicies: AttachablePolicies = {
  systemPolicies,
  grammarOf: identityGrammarOf,
  sessionGrammarOf,
}
