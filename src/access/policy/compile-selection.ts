import type { Grammar, SelectionRule } from './grammar.ts'
import { type JsonObject, member, type Place } from './place.ts'
import type { Selection } from './policy.ts'
import { compileTexts, readTexts } from './read-texts.ts'
import { matchesEverything } from './wildcard.ts'

/** Reads `Action` or `Resource` of a statement, whichever `element` says, or its form with `Not`. */
export function compileSelection(
  rule: SelectionRule,
  element: 'Action' | 'Resource',
  grammar: Grammar,
  statement: JsonObject,
  place: Place,
): Selection | undefined {
  const forms = rule.invertible ? [element, `Not${element}`] : [element]
  const [form, another] = forms.filter((each) => member(statement, each) !== undefined)
  if (another !== undefined) return place.refuse(`Write ${element} or ${another}, not both`)
  if (form === undefined) return rule.required ? place.refuse(`Add ${element} to the statement`) : undefined
  const texts = readTexts(member(statement, form), { ...rule, lengthMin: 1 }, grammar, place.at(form))
  const matchers = compileTexts(texts, rule.read)
  const everything = matchers.includes(matchesEverything)
  return { patterns: texts.map(({ text }) => text), matchers, inverted: form !== element, everything }
}
