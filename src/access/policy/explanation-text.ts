import type { Decision } from './decision.ts'
import type { ConditionExplanation, Explanation, SelectionExplanation, StatementExplanation } from './explain.ts'
import type { StatementId } from './policy.ts'
import type { Found } from './request.ts'

/** An explanation in words. */
export interface ExplanationText {
  /** What was decided, and by what. */
  readonly decision: string
  readonly statements: readonly StatementText[]
}

/** What became of a statement, and why: of one that applies, what held; of another, what did not. */
export interface StatementText {
  readonly outcome: string
  readonly reasons: readonly string[]
}

export function explanationText({ decision, statements }: Explanation): ExplanationText {
  return { decision: decisionText(decision), statements: statements.map(statementText) }
}

/** What was decided, in words. */
export function decisionText(decision: Decision): string {
  if (decision.effect === 'allow') return `Allowed by ${decision.allowedBy.map(nameOf).join(' and ')}`
  if (decision.effect === 'undecided') return 'Undecided: it depends on what is not known yet'
  const [statement] = decision.deniedBy
  return statement ? `Denied by ${nameOf(statement)}` : `Denied: nothing in the ${decision.layer} policies allows it`
}

function nameOf({ policy, index, sid }: StatementId): string {
  return `statement ${index}${sid === undefined ? '' : ` "${sid}"`} of policy "${policy}"`
}

const outcomes = { true: 'applies', false: 'does not apply', unknown: 'may apply' }

function statementText(statement: StatementExplanation): StatementText {
  const { effect, id, applies } = statement
  return { outcome: `${effect}, ${nameOf(id)}, ${outcomes[`${applies}`]}`, reasons: reasonsOf(statement) }
}

function reasonsOf({ applies, principal, action, resource, conditions }: StatementExplanation): readonly string[] {
  const selections = resource ? [action, resource] : [action]
  if (applies === true) return [...selections.map(selectionText), ...conditions.map(conditionText)]
  return [
    ...(principal ? [] : ['Principal names others']),
    ...selections.filter(({ matches }) => matches !== true).map(selectionText),
    ...conditions.filter(({ holds }) => holds !== true).map(conditionText),
  ]
}

const verdicts = { true: 'matches', false: 'does not match', unknown: 'meets what is not known yet' }

function selectionText({ element, patterns, matches }: SelectionExplanation): string {
  return `${element} ${patterns.map(quote).join(' or ')} ${verdicts[`${matches}`]}`
}

function conditionText({ operator, key, wanted, found }: ConditionExplanation): string {
  return `${operator} wants ${key} to be ${wanted.map(quote).join(' or ')} and finds ${foundText(found)}`
}

function foundText(found: Found): string {
  if (found === 'unknown') return 'what is not known yet'
  return found && found.length > 0 ? found.map(quote).join(' and ') : 'nothing'
}

function quote(text: string): string {
  return JSON.stringify(text)
}
