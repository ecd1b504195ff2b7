import { compilePolicy } from '../../../access/policy/compile-policy.ts'
import type { PolicyProblem } from '../../../access/policy/place.ts'
import type { Json } from '../../../store/instance.ts'
import { invalidMember } from '../errors.ts'
import type { ParameterKind } from '../parameter-kind.ts'
import { sessionGrammarOf } from '../policy/iam-grammar.ts'
import type { WireError } from '../wire-error.ts'

const placeLengthMax = 256

/**
 * The policy that narrows temporary credentials: a document of version 1.1, or of 5.0, which the vendor does not take
 * here. Null is none, and is refused: who sends it believes that he narrows something. The error names the place of the
 * first thing that is wrong with it, and says what.
 */
export const sessionPolicy: ParameterKind<Json | undefined> = {
  type: 'object',
  required: false,
  limits: 'a policy of version 1.1 or 5.0, at most 6144 characters',
  error: invalidMember('policy'),
  read(value) {
    if (value === undefined) return undefined
    const compilation = compilePolicy(sessionGrammarOf(value), 'session policy', value)
    return 'problems' in compilation ? invalidAt(compilation.problems[0]) : (value as Json)
  },
}

function invalidAt({ path, message }: PolicyProblem = { path: [], message: '' }): WireError {
  return invalidMember(['policy', ...path].join('.').slice(0, placeLengthMax), message)
}

/** A policy where none is read. Passed over, it would narrow nothing, and nobody would know. */
export const misplacedPolicy: ParameterKind<undefined> = {
  type: 'object',
  required: false,
  limits: 'not here, but in `identity`',
  error: invalidMember('auth.policy'),
  read: (value) => (value === undefined ? undefined : misplacedPolicy.error),
}
