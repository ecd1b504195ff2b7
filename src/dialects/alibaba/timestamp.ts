const format = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** @param text `yyyy-MM-ddTHH:mm:ssZ`, UTC @returns milliseconds since 1970, or undefined if it is not well formatted */
export function parseTimestamp(text: string): number | undefined {
  const time = format.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) return undefined
  // 30 February and 24 o'clock are parsed as days after the one that is named.
  return new Date(time).getUTCDate() === Number(text.slice(8, 10)) ? time : undefined
}

/** `yyyy-MM-ddTHH:mm:ssZ`, UTC. @param time milliseconds since 1970 */
export function formatTimestamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}
