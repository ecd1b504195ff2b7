let lastText = ''
let lastFolded = ''

/** A text without regard to letter case. One text is compared with many in a row, and folded once for all of them. */
export function foldCase(text: string): string {
  if (text !== lastText) {
    lastFolded = text.toLowerCase()
    lastText = text
  }
  return lastFolded
}
