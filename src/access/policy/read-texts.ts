import type { Grammar } from './grammar.ts'
import type { Unreadable } from './operator.ts'
import type { Place } from './place.ts'

/** How many texts may be in a list, and how long they may be. */
export interface TextLimits {
  readonly countMax: number
  readonly lengthMin: number
  readonly lengthMax: number
}

/** A text of a document, and where it stands. */
export interface PlacedText {
  readonly text: string
  readonly place: Place
}

/** The texts of a list, or the one that stands for a list where the grammar lets it; refuses an empty list. */
export function readTexts(
  value: unknown,
  limits: TextLimits,
  { single }: Grammar,
  place: Place,
): readonly PlacedText[] {
  if (single && typeof value === 'string') return readText(value, limits, place)
  const what = single ? 'a text or a list of texts' : 'a list of texts'
  if (!Array.isArray(value) || value.length === 0) return refuse(place, `Write ${what}`)
  if (value.length > limits.countMax) return refuse(place, `Write at most ${limits.countMax} texts`)
  return value.flatMap((each, index) => readText(each, limits, place.at(index)))
}

function readText(value: unknown, { lengthMin, lengthMax }: TextLimits, place: Place): readonly PlacedText[] {
  if (typeof value !== 'string') return refuse(place, 'Write a text')
  if (value.length < lengthMin) return refuse(place, 'Write a text that is not empty')
  if (value.length > lengthMax) return refuse(place, `Write at most ${lengthMax} characters`)
  if (!value.includes('${')) return [{ text: value, place }]
  return refuse(place, `Write the value itself instead of "${value}": there are no variables`)
}

function refuse(place: Place, message: string): readonly PlacedText[] {
  place.refuse(message)
  return []
}

/** What `read` makes of each text; refuses those that it cannot read. */
export function compileTexts<T extends (text: string) => boolean>(
  texts: readonly PlacedText[],
  read: (text: string) => T | Unreadable,
): readonly T[] {
  return texts.flatMap(({ text, place }) => {
    const made = read(text)
    if (typeof made === 'function') return [made]
    place.refuse(made.problem)
    return []
  })
}
