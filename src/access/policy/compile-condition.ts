import type { ConditionRule, Grammar } from './grammar.ts'
import type { Operator } from './operator.ts'
import { type JsonObject, member, type Place } from './place.ts'
import type { Condition } from './policy.ts'
import { compileTexts, readTexts } from './read-texts.ts'

const keyLengthMax = 256

/** Reads `Condition` of a statement: operator, then key, then values. */
export function compileConditions(
  rule: ConditionRule,
  grammar: Grammar,
  statement: JsonObject,
  place: Place,
): readonly Condition[] {
  const value = member(statement, 'Condition')
  if (value === undefined) return []
  const at = place.at('Condition')
  const block = at.object(value, 'Condition', rule.operatorsMax)
  if (!block) return []
  return Object.entries(block).flatMap(([name, keys]) => {
    const operator = rule.operators.get(name)
    return operator ? compileKeys(rule, grammar, name, operator, keys, at.at(name)) : refuseOperator(name, at.at(name))
  })
}

function refuseOperator(name: string, place: Place): readonly Condition[] {
  place.refuse(`Write an operator of this policy language instead of "${name}"`)
  return []
}

function compileKeys(
  rule: ConditionRule,
  grammar: Grammar,
  operatorName: string,
  operator: Operator,
  value: unknown,
  place: Place,
): readonly Condition[] {
  const keys = place.object(value, 'the keys of an operator', rule.keysMax)
  if (keys && Object.keys(keys).length === 0) place.refuse('Name at least one condition key')
  return Object.entries(keys ?? {}).map(([key, values]) => {
    const at = place.at(key)
    checkKey(rule, key, at)
    return { operatorName, operator, key, ...compileValues(rule, grammar, operator, values, at) }
  })
}

function checkKey({ refuseKey }: ConditionRule, key: string, place: Place): void {
  if (key.length > keyLengthMax) place.refuse(`Write at most ${keyLengthMax} characters as a condition key`)
  const unreadable = refuseKey?.(key)
  if (unreadable) place.refuse(unreadable.problem)
}

function compileValues(
  rule: ConditionRule,
  grammar: Grammar,
  { read }: Operator,
  value: unknown,
  place: Place,
): Pick<Condition, 'wanted' | 'tests'> {
  const limits = { countMax: Number.POSITIVE_INFINITY, lengthMin: rule.valueLengthMin, lengthMax: rule.valueLengthMax }
  const texts = readTexts(rule.plainValues ? asText(value) : value, limits, grammar, place)
  return { wanted: texts.map(({ text }) => text), tests: compileTexts(texts, read) }
}

/** A number, `true` or `false` as the text that it is written as, alone or in a list. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => (Array.isArray(each) ? each : asText(each)))
  return Number.isFinite(value) || typeof value === 'boolean' ? String(value) : value
}
