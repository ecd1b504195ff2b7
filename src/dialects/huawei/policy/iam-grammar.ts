import type { Grammar } from '../../../access/policy/grammar.ts'
import type { Unreadable } from '../../../access/policy/operator.ts'
import type { PolicyKind } from '../../../access/policy/policy.ts'
import { iamOperators } from './iam-operators.ts'
import { readAction11, readAction50, readResource11, readUrn } from './iam-patterns.ts'

/** The versions of the policy language; requests name their action and resource under each. */
export const version11 = '1.1'
export const version50 = '5.0'

const limits = {
  documentLengthMax: 6144,
  statementsMax: 8,
  actions: { required: true, invertible: true, countMax: 100, lengthMax: 128 },
  resources: { required: false, countMax: 20, lengthMax: 1500 },
  condition: {
    operators: new Map(Object.entries(iamOperators)),
    operatorsMax: 10,
    keysMax: 10,
    valueLengthMin: 1,
    valueLengthMax: 1024,
    plainValues: false,
  },
} as const

/** The global keys of version 1.1. `g:SourceIp` is assumed: without it the address operators would have no use. */
const globalKeys11 = [
  'g:CurrentTime',
  'g:DomainName',
  'g:MFAAge',
  'g:MFAPresent',
  'g:ProjectName',
  'g:ServiceName',
  'g:SourceIp',
  'g:UserId',
  'g:UserName',
]

/** A global key that the version does not have would silently never hold; a key of a service may be any. */
function refuseKey11(key: string): Unreadable | undefined {
  if (!key.startsWith('g:') || globalKeys11.includes(key)) return undefined
  return { problem: `Write one of the keys ${globalKeys11.join(', ')} instead of "${key}"` }
}

/**
 * A policy of version 1.1: project-level permissions, resources by name.
 * @see IAM documentation, "Policy Syntax"; IAM API reference, "Creating a Custom Policy" for the limits
 */
export function grammar11(kind: PolicyKind): Grammar {
  return {
    version: version11,
    kind,
    documentLengthMax: limits.documentLengthMax,
    statementsMax: limits.statementsMax,
    sid: false,
    single: false,
    action: { ...limits.actions, read: readAction11 },
    resource: { ...limits.resources, invertible: false, read: readResource11 },
    condition: { ...limits.condition, refuseKey: refuseKey11 },
  }
}

/**
 * An identity policy of version 5.0: resources by URN. Limits where its documents state none: those of version 1.1.
 * @see IAM documentation, "JSON Element Reference"
 */
export function grammar50(kind: PolicyKind): Grammar {
  return {
    version: version50,
    kind,
    documentLengthMax: limits.documentLengthMax,
    statementsMax: limits.statementsMax,
    sid: true,
    single: true,
    action: { ...limits.actions, read: readAction50 },
    resource: { ...limits.resources, invertible: true, read: readUrn },
    condition: limits.condition,
  }
}

const identity11 = grammar11('identity')
const identity50 = grammar50('identity')
const session11 = grammar11('session')
const session50 = grammar50('session')

/** The grammar of the version that a policy of an identity says it is of; one that names neither is read as 5.0. */
export function identityGrammarOf(document: unknown): Grammar {
  return versionOf(document) === version11 ? identity11 : identity50
}

/** The same for the policy of temporary credentials. */
export function sessionGrammarOf(document: unknown): Grammar {
  return versionOf(document) === version11 ? session11 : session50
}

function versionOf(document: unknown): unknown {
  return typeof document === 'object' && document !== null && 'Version' in document ? document.Version : undefined
}
