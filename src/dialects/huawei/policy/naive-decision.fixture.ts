import { matchesNaively } from '../../../access/policy/naive-wildcard.fixture.ts'

/** A statement of IAM, its lists written out. */
export interface PlainStatement {
  readonly version: '1.1' | '5.0'
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly actionsInverted: boolean
  /** None: every resource. */
  readonly resources: readonly string[]
  /** Version 5.0 only. */
  readonly resourcesInverted: boolean
  /** No key twice under the same operator. */
  readonly conditions: readonly PlainCondition[]
}

export interface PlainCondition {
  readonly operator: string
  readonly key: string
  readonly values: readonly string[]
}

/** What is asked, all of it known; what differs between the versions by version. */
export interface PlainRequest {
  readonly actions: Readonly<Record<PlainStatement['version'], readonly string[]>>
  readonly resource: Readonly<Record<PlainStatement['version'], string>>
  /** By condition key; a key that the request does not have is absent, or has no values. */
  readonly found: Readonly<Record<string, readonly string[]>>
}

/** A statement as a document of its version. */
export function documentOf(statement: PlainStatement): object {
  const { version, effect, actions, actionsInverted, resources, resourcesInverted, conditions } = statement
  const resource = resources.length > 0 && { [resourcesInverted ? 'NotResource' : 'Resource']: resources }
  const block: Record<string, Record<string, readonly string[]>> = {}
  for (const { operator, key, values } of conditions) block[operator] = { ...block[operator], [key]: values }
  const action = { [actionsInverted ? 'NotAction' : 'Action']: actions }
  return { Version: version, Statement: [{ Effect: effect, ...action, ...resource, Condition: block }] }
}

/** Whether IAM allows it, by its words: one statement that allows it, and none that denies it. */
export function isAllowedNaively(statements: readonly PlainStatement[], request: PlainRequest): boolean {
  const applying = statements.filter((statement) => applies(statement, request))
  return applying.some(({ effect }) => effect === 'Allow') && !applying.some(({ effect }) => effect === 'Deny')
}

function applies(statement: PlainStatement, request: PlainRequest): boolean {
  const { version, actions, actionsInverted, resources, resourcesInverted, conditions } = statement
  const isNamed = request.actions[version].some((name) =>
    actions.some((pattern) => matchesNaively(pattern.toLowerCase(), name.toLowerCase())),
  )
  const isMeant = resources.some((pattern) => matchesNaively(pattern, request.resource[version]))
  return (
    isNamed !== actionsInverted &&
    (resources.length === 0 || isMeant !== resourcesInverted) &&
    conditions.every((condition) => holds(condition, request))
  )
}

function holds({ operator, key, values: wanted }: PlainCondition, { found }: PlainRequest): boolean {
  const values = Object.hasOwn(found, key) ? (found[key] ?? []) : []
  const isAbsent = values.length === 0
  const isNegated = operator.includes('Not')
  const passes = (value: string) => fits(operator, wanted, value) !== isNegated
  if (operator === 'Null') return wanted.includes(String(isAbsent))
  if (operator.startsWith('ForAllValues:')) return values.every(passes)
  if (operator.startsWith('ForAnyValue:')) return values.some(passes)
  if (isAbsent) return isNegated || operator.endsWith('IfExists')
  return isNegated ? values.every(passes) : values.some(passes)
}

function fits(operator: string, wanted: readonly string[], value: string): boolean {
  return operator.includes('Match') ? wanted.some((pattern) => matchesNaively(pattern, value)) : wanted.includes(value)
}
