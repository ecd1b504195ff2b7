/** A command line that is being typed, up to the cursor. */
export interface CommandLine {
  /** The words that are whole, without their quotes; the name of the program first. */
  readonly words: readonly string[]
  /** What is typed of the next one, without quotes. */
  readonly current: string
  /** The quote that is open in it, or nothing. */
  readonly quote: string
}

/** A piece of a word as a shell reads it: in quotes, after a backslash, or plain; or white space. */
const piece =
  /(?<space>\s+)|'(?<single>[^']*)(?<singleEnd>'?)|"(?<double>(?:[^"\\]|\\.)*)(?<doubleEnd>"?)|\\(?<escaped>.?)|(?<plain>[^\s'"\\]+)/gsu

/** Reads it as a shell would, as far as quotes go. Linear in its length. */
export function readCommandLine(line: string): CommandLine {
  const words: string[] = []
  let current: string | undefined
  let quote = ''
  for (const { groups = {} } of line.matchAll(piece)) {
    const { space, single, singleEnd, double, doubleEnd, escaped, plain } = groups
    if (space !== undefined) {
      if (current !== undefined) words.push(current)
      current = undefined
      continue
    }
    current = `${current ?? ''}${single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? ''}`
    quote = singleEnd === '' ? "'" : doubleEnd === '' ? '"' : ''
  }
  return { words, current: current ?? '', quote: current === undefined ? '' : quote }
}
