import { matchesNaively } from '../../../access/policy/naive-wildcard.fixture.ts'

/** A statement of RAM, its lists written out. */
export interface PlainStatement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly inverted: boolean
  readonly resources: readonly string[]
  /** No key twice under the same operator. */
  readonly conditions: readonly PlainCondition[]
}

export interface PlainCondition {
  readonly operator: 'StringEquals' | 'StringNotEquals' | 'StringLike' | 'StringNotLike'
  readonly key: string
  readonly values: readonly string[]
}

/** What is asked, all of it known. */
export interface PlainRequest {
  readonly action: string
  readonly arn: string
  /** By condition key; a key that the request does not have is absent. */
  readonly found: Readonly<Record<string, string>>
}

/** Statements as the document of a policy. */
export function documentOf(statements: readonly PlainStatement[]): object {
  return {
    Version: '1',
    Statement: statements.map(({ effect, actions, inverted, resources, conditions }) => ({
      Effect: effect,
      [inverted ? 'NotAction' : 'Action']: actions,
      Resource: resources,
      Condition: conditionsOf(conditions),
    })),
  }
}

function conditionsOf(conditions: readonly PlainCondition[]): object {
  const block: Record<string, Record<string, readonly string[]>> = {}
  for (const { operator, key, values } of conditions) block[operator] = { ...block[operator], [key]: values }
  return block
}

/** Whether RAM allows it, by its words: one statement that allows it, and none that denies it. */
export function isAllowedNaively(statements: readonly PlainStatement[], request: PlainRequest): boolean {
  const applying = statements.filter((statement) => applies(statement, request))
  return applying.some(({ effect }) => effect === 'Allow') && !applying.some(({ effect }) => effect === 'Deny')
}

function applies({ actions, inverted, resources, conditions }: PlainStatement, request: PlainRequest): boolean {
  const { action, arn } = request
  const isNamed = actions.some((pattern) => matchesNaively(pattern.toLowerCase(), action.toLowerCase()))
  const isMeant = resources.some((pattern) => matchesNaively(pattern, arn))
  return isNamed !== inverted && isMeant && conditions.every((condition) => holds(condition, request))
}

/** A key that the request does not have makes a condition false, a negated one too. */
function holds({ operator, key, values }: PlainCondition, { found }: PlainRequest): boolean {
  const value = Object.hasOwn(found, key) ? found[key] : undefined
  if (value === undefined) return false
  const fits = operator.endsWith('Like')
    ? values.some((pattern) => matchesNaively(pattern, value))
    : values.includes(value)
  return fits !== operator.includes('Not')
}
