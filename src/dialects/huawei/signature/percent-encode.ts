const unreserved = /^[A-Za-z0-9\-._~]*$/

/** `text` with everything but letters, digits and `-_.~` as upper-case `%XX` of its UTF-8 bytes (RFC 3986). */
export function percentEncode(text: string): string {
  if (unreserved.test(text)) return text
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, hexOf)
}

function hexOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
