/** What a terminal would obey, or not show. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu

/** A text that somebody else wrote, safe to show on a terminal. */
export function plainText(text: string): string {
  return text.replace(unprintable, '�')
}
