/**
 * PostgreSQL's `text` holds every character but U+0000. So U+0000 to U+0003 are kept as three characters each: U+0001,
 * and two of U+0002 and U+0003. Texts keep their order by code point, and a text contains another as before: no
 * character of an escape stands for itself.
 */
const escapeLength = 2
const escapes = ['\u0002\u0002', '\u0002\u0003', '\u0003\u0002', '\u0003\u0003']

/** `text` as it is stored; half a surrogate pair becomes U+FFFD, as in UTF-8. */
export function toStored(text: string): string {
  const wellFormed = text.toWellFormed()
  return hasEscapable(wellFormed) ? Array.from(wellFormed, escaped).join('') : wellFormed
}

/** The text that is stored as `stored`. */
export function fromStored(stored: string): string {
  const [start = '', ...parts] = stored.split('\u0001')
  return parts.length === 0 ? stored : start + parts.map(unescaped).join('')
}

function hasEscapable(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < escapes.length) return true
  return false
}

function escaped(character: string): string {
  const tail = escapes[character.charCodeAt(0)]
  return tail === undefined ? character : `\u0001${tail}`
}

/** @param part what stands behind U+0001 */
function unescaped(part: string): string {
  return String.fromCharCode(escapes.indexOf(part.slice(0, escapeLength))) + part.slice(escapeLength)
}
