import type { NumberTerm, Selector, Term, TextTerm } from '../../../tags/selector/selector.ts'
import type { StatementText } from './search-statement.ts'
import { passesTest } from './text-test-sql.ts'

/** Where a condition stands: SQL of the instance's id. Attributes are those of the row `instance`. */
export interface ConditionPlace {
  readonly statement: StatementText
  readonly id: string
}

/** `where` on the instance in place, in SQL. Every tag is found by its whole key. */
export function conditionSql(where: Selector | boolean, place: ConditionPlace): string {
  if (typeof where === 'boolean') return String(where)
  switch (where.kind) {
    case 'and':
    case 'or':
      return `(${where.parts.map((part) => conditionSql(part, place)).join(` ${where.kind} `)})`
    case 'not':
      return `not (${conditionSql(where.part, place)})`
    default:
      return termSql(where, place)
  }
}

/** Whether {@link conditionSql} needs the row `instance`. */
export function needsInstance(where: Selector | boolean): boolean {
  if (typeof where === 'boolean' || where.kind === 'exists') return false
  if ('parts' in where) return where.parts.some(needsInstance)
  if (where.kind === 'not') return needsInstance(where.part)
  if (where.kind === 'number') return where.attribute === 'created'
  return 'attribute' in where.subject && where.subject.attribute !== 'id'
}

export function tagCountSql(tenant: string, id: string): string {
  return `(select count(*) from tag carried where carried.tenant = ${tenant} and carried.instance = ${id})`
}

function termSql(term: Term, place: ConditionPlace): string {
  if (term.kind === 'number') return numberSql(term, place)
  if (term.kind === 'exists') return carries(term.key, 'true', place)
  const { subject } = term
  if ('tag' in subject) {
    const test = passesTest('carried.value', term.test, place.statement)
    return carries(subject.tag, test, place)
  }
  return `(${passesTest(columnOf(subject.attribute, place), term.test, place.statement)})`
}

function carries(key: string, test: string, { statement, id }: ConditionPlace): string {
  return `exists (select 1 from tag carried where carried.tenant = ${statement.tenant} and carried.instance = ${id}
    and carried.key = ${statement.add(key)} and ${test})`
}

function numberSql({ attribute, operator, value }: NumberTerm, place: ConditionPlace): string {
  const number = attribute === 'tags' ? tagCountSql(place.statement.tenant, place.id) : 'instance.created_at'
  return `${number} ${operator} ${place.statement.add(value)}`
}

function columnOf(attribute: Extract<TextTerm['subject'], { attribute: string }>['attribute'], place: ConditionPlace) {
  if (attribute === 'region' || attribute === 'name') return `instance.${attribute}`
  if (attribute === 'id') return place.id
  throw new Error(`The attribute ${attribute} is the same for all of a tenant`)
}
