const linesMsMin = 10_000

/** Shows how far it is: in place on a terminal, else as a line now and then. */
export function createProgress(): (text: string) => void {
  let shownAt = Date.now()
  return (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
    else if (Date.now() - shownAt > linesMsMin) {
      shownAt = Date.now()
      process.stderr.write(`${text}\n`)
    }
  }
}
