/** Where two texts part. */
export interface Difference {
  /** Bytes before it, in UTF-8. */
  readonly offset: number
  /** Of the character that it is in, both from 1; columns are code points. */
  readonly line: number
  readonly column: number
  /** What follows from there on, cut short; empty where a text ends. */
  readonly server: string
  readonly client: string
}

const shownBytes = 80

/** The first byte at which two texts differ; undefined if they are the same. */
export function firstDifference(server: string, client: string): Difference | undefined {
  if (server === client) return undefined
  const [ours, theirs] = [Buffer.from(server), Buffer.from(client)]
  const end = Math.min(ours.length, theirs.length)
  let offset = 0
  while (offset < end && ours[offset] === theirs[offset]) offset++
  const start = characterAt(ours, Math.min(characterAt(ours, offset), characterAt(theirs, offset)))
  const before = ours.toString('utf8', 0, start)
  const lineStart = before.lastIndexOf('\n') + 1
  return {
    offset,
    line: before.split('\n').length,
    column: [...before.slice(lineStart)].length + 1,
    server: shown(ours, start),
    client: shown(theirs, start),
  }
}

/** Where the character that a byte is in begins. */
function characterAt(bytes: Buffer, offset: number): number {
  let start = offset
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--
  return start
}

function shown(bytes: Buffer, start: number): string {
  return bytes.toString('utf8', start, characterAt(bytes, Math.min(bytes.length, start + shownBytes)))
}
