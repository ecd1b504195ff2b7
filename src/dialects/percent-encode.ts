const unreserved = /^[\w.~-]*$/
const leftByEncodeURIComponent = /[!'()*]/g
const escapes: Readonly<Record<string, string>> = { '!': '%21', "'": '%27', '(': '%28', ')': '%29', '*': '%2A' }

/**
 * RFC 3986 as every signature wants it: `A–Z a–z 0–9 - _ . ~` stay, all else is upper-case `%XX` of its UTF-8 bytes.
 * @param text well-formed Unicode, as whatever was percent-decoded is
 */
export function percentEncode(text: string): string {
  if (unreserved.test(text)) return text
  return encodeURIComponent(text).replace(leftByEncodeURIComponent, (mark) => escapes[mark] as string)
}
