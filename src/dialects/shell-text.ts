/** A text as one word of a shell, whatever is in it. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** A text within double quotes of a shell, where nothing in it is to be replaced. */
export function inDoubleQuotes(text: string): string {
  return text.replace(/[\\"$`]/g, '\\$&')
}

/** A command on a line for each of its parts. */
export function commandLines(parts: readonly string[]): string {
  return parts.join(' \\\n  ')
}
