import type { Grammar } from '../../../access/policy/grammar.ts'
import { ramOperators } from './ram-operators.ts'
import { principalMembers, readAction, readArn } from './ram-patterns.ts'

/** What requests name their action and resource under: the one version of RAM's policy language. */
export const ramVersion = '1'

const unlimited = Number.POSITIVE_INFINITY

const common = {
  version: ramVersion,
  statementsMax: unlimited,
  sid: false,
  single: true,
  action: { required: true, invertible: true, countMax: unlimited, lengthMax: unlimited, read: readAction },
  condition: {
    operators: new Map(Object.entries(ramOperators)),
    operatorsMax: unlimited,
    keysMax: unlimited,
    valueLengthMin: 0,
    valueLengthMax: unlimited,
    plainValues: true,
  },
} satisfies Partial<Grammar>

/**
 * A policy that is attached to a user, a group or a role. `NotResource` and policy variables are not part of the language.
 * @see RAM documentation, "Policy structure and syntax", "Limitations" (6,144 characters)
 */
export const identityGrammar: Grammar = {
  ...common,
  kind: 'identity',
  documentLengthMax: 6144,
  resource: { required: true, invertible: false, countMax: unlimited, lengthMax: unlimited, read: readArn },
}

/** `Policy` of an AssumeRole call, which narrows the keys that it gives. @see STS 2015-04-01, AssumeRole (2,048 characters) */
export const sessionGrammar: Grammar = { ...identityGrammar, kind: 'session', documentLengthMax: 2048 }

/** Who may assume a role: each statement names its principals, and the role itself is the resource. */
export const trustGrammar: Grammar = {
  ...common,
  kind: 'trust',
  documentLengthMax: 2048,
  principal: { members: principalMembers },
}
