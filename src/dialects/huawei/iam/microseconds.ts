/** Milliseconds since 1970 as IAM writes a time: `2026-01-03T09:05:22.701000Z`. */
export function microseconds(at: number): string {
  return new Date(at).toISOString().replace('Z', '000Z')
}
