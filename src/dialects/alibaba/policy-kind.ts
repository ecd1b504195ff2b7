import { compilePolicyText } from '../../access/policy/compile-policy.ts'
import type { ParameterKind } from './parameter-kind.ts'
import { sessionGrammar } from './policy/ram-grammar.ts'
import { text } from './scalar-kinds.ts'
import { stsErrors } from './sts-errors.ts'

const lengthMax = sessionGrammar.documentLengthMax

/** `Policy`: JSON text of a document that narrows a session; undefined if absent or empty. */
export const sessionPolicy: ParameterKind<string | undefined> = {
  ...text(),
  limits: `a policy document of at most ${lengthMax} characters`,
  checks: [
    { phase: 'shape', holds: (document = '') => document.length <= lengthMax, breach: stsErrors.policySize },
    {
      phase: 'shape',
      holds: (document) => document === undefined || isPolicy(document),
      breach: stsErrors.policyGrammar,
    },
  ],
}

function isPolicy(document: string): boolean {
  return 'policy' in compilePolicyText(sessionGrammar, 'Policy', document)
}
