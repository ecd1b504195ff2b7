/** One key, in quotes as JSON has them where it holds a comma or a quotation mark. */
const listedKey = /(?<quoted>"(?:[^"\\]|\\.)*")(?:,|$)|(?<plain>[^",]+)(?:,|$)/y

/** The tag keys that `env,"a,b"` names; undefined if it is not written so, or names more than `countMax`. */
export function parseKeys(text: string, countMax: number): readonly string[] | undefined {
  const keys: string[] = []
  let at = 0
  while (at < text.length) {
    listedKey.lastIndex = at
    const found = listedKey.exec(text)
    const { quoted, plain } = found?.groups ?? {}
    const key = quoted === undefined ? plain : unquoted(quoted)
    if (!found || !key || keys.length === countMax) return undefined
    keys.push(key)
    at += found[0].length
  }
  return text.endsWith(',') ? undefined : keys
}

/** The text that a JSON string holds; undefined if it is none. */
export function unquoted(literal: string): string | undefined {
  try {
    return JSON.parse(literal)
  } catch {
    return undefined
  }
}
