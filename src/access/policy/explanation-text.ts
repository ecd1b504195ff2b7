import type { Decision } from './decision.ts'
import type { ConditionExplanation, Explanation, SelectionExplanation, StatementExplanation } from './explain.ts'
import type { StatementId } from './policy.ts'
import type { Found } from './request.ts'

/** An explanation in words, a line each: what was decided and by what, then what became of each statement. */
export function explanationText({ decision, statements }: Explanation): readonly string[] {
  return [decisionText(decision), ...statements.map(statementText)]
}

function decisionText(decision: Decision): string {
  if (decision.effect === 'allow') return `Allowed by ${decision.allowedBy.map(nameOf).join(' and ')}`
  if (decision.effect === 'undecided') return 'Undecided: it depends on what is not known yet'
  const [statement] = decision.deniedBy
  return statement ? `Denied by ${nameOf(statement)}` : `Denied: nothing in the ${decision.layer} policies allows it`
}

function nameOf({ policy, index, sid }: StatementId): string {
  return `statement ${index}${sid === undefined ? '' : ` "${sid}"`} of policy "${policy}"`
}

const outcomes = { true: 'applies', false: 'does not apply', unknown: 'may apply' }

function statementText(statement: StatementExplanation): string {
  const reasons = reasonsOf(statement)
  const outcome = outcomes[`${statement.applies}`]
  return `${statement.effect}, ${nameOf(statement.id)}, ${outcome}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`
}

/** What does not fit, or may not. */
function reasonsOf({ principal, action, resource, conditions }: StatementExplanation): string[] {
  const selections = resource ? [action, resource] : [action]
  return [
    ...(principal ? [] : ['Principal names others']),
    ...selections.filter(({ matches }) => matches !== true).map(selectionText),
    ...conditions.filter(({ holds }) => holds !== true).map(conditionText),
  ]
}

function selectionText({ element, patterns, matches }: SelectionExplanation): string {
  const verdict = matches === 'unknown' ? 'meets what is not known yet' : 'does not match'
  return `${element} ${patterns.map(quote).join(' or ')} ${verdict}`
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
