/** Characters that a terminal shows two columns wide, as far as tags hold them: those of East Asia, and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
const joined = /\p{M}/u
const ascii = /^[\x20-\x7e]*$/

/** Columns of a terminal that a text takes. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length
  let width = 0
  for (const character of text) width += widthOf(character)
  return width
}

/** The text in at most `room` columns; what is cut ends with a mark. */
export function cutToWidth(text: string, room: number): string {
  if (displayWidth(text) <= room) return text
  let shown = ''
  let left = room - 1
  for (const character of text) {
    left -= widthOf(character)
    if (left < 0) break
    shown += character
  }
  return room > 0 ? `${shown}…` : ''
}

function widthOf(character: string): number {
  if (joined.test(character)) return 0
  return wide.test(character) ? 2 : 1
}
