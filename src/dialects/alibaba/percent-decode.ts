const plain = /^[\x21-\x24\x26-\x2a\x2c-\x7e]*$/
const decodable = /^[\x21-\x7e]*$/

/**
 * One name or value of a query or form: `%XX` are UTF-8 bytes, `+` is a blank.
 * @returns undefined for a bad percent sequence, for what is not UTF-8, and for bytes that must be escaped
 */
export function percentDecode(text: string): string | undefined {
  if (plain.test(text)) return text
  if (!decodable.test(text)) return undefined
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
