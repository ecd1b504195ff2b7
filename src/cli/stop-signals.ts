/** One Ctrl-C may come twice at once, from the terminal and from a program like npm between. */
const sameKeyMs = 500

/**
 * Resolves with the first SIGTERM or SIGINT. What repeats a SIGTERM changes nothing; a second SIGINT, a person's who does
 * not want to wait, ends the process at once.
 */
export function untilAskedToStop(): Promise<void> {
  let interruptedAt: number | undefined
  return new Promise((asked) => {
    process.on('SIGTERM', () => asked())
    process.on('SIGINT', () => {
      interruptedAt ??= performance.now()
      if (performance.now() - interruptedAt >= sameKeyMs) process.exit(130)
      asked()
    })
  })
}
