/** Lets the process end in order when somebody who has seen enough, as `head` has, closes our output. */
export function endWithReader(): void {
  process.stdout.off('error', onError).on('error', onError)
}

function onError(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
  process.exit()
}
