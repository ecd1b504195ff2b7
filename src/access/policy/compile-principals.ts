import { type Grammar, type PrincipalRule, principalName } from './grammar.ts'
import { type JsonObject, member, type Place } from './place.ts'
import { readTexts } from './read-texts.ts'

const limits = { countMax: Number.POSITIVE_INFINITY, lengthMin: 1, lengthMax: Number.POSITIVE_INFINITY }

/** Reads `Principal` of a statement. */
export function compilePrincipals(
  { members }: PrincipalRule,
  grammar: Grammar,
  statement: JsonObject,
  place: Place,
): ReadonlySet<string> | undefined {
  const at = place.at('Principal')
  const principal = at.object(member(statement, 'Principal'), 'Principal')
  if (!principal) return undefined
  at.only(principal, Object.keys(members), 'Principal')
  const named = Object.entries(members).filter(([name]) => member(principal, name) !== undefined)
  if (named.length === 0) return at.refuse(`Name at least one principal`)
  const names = named.flatMap(([name, check]) =>
    readTexts(principal[name], limits, grammar, at.at(name)).map(({ text, place }) => {
      const unreadable = check(text)
      if (unreadable) place.refuse(unreadable.problem)
      return principalName(name, text)
    }),
  )
  return new Set(names)
}
