import type { AttachablePolicies } from '../../../access/policy/attached-policies.ts'
import { identityGrammarOf } from './iam-grammar.ts'
import { systemPolicies } from './system-policies.ts'

/** What may be attached to users: documents of both versions, and IAM's system policies by their names. */
export const iamPolicies: AttachablePolicies = { systemPolicies, grammarOf: identityGrammarOf }
