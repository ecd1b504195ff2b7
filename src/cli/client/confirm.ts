import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { UsageError } from '../listen-address.ts'

interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

/** Asks on the terminal; Ctrl-C and the end of input are a no. @throws UsageError where there is no terminal to ask on */
export async function confirm(
  question: string,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<boolean> {
  if (!input.isTTY || !output.isTTY) {
    throw new UsageError('Nothing was changed: say --yes to do it without being asked, or --dry-run to only look')
  }
  const asked = createInterface({ input, output })
  try {
    const ended = once(asked, 'close').then(() => '')
    const answer = await Promise.race([asked.question(`${question} [y/N] `).catch(refusedBy), ended])
    return /^\s*y(es)?\s*$/i.test(answer)
  } finally {
    asked.close()
  }
}

/** Ctrl-C, and Ctrl-D. */
function refusedBy(error: NodeJS.ErrnoException): string {
  if (error.code !== 'ABORT_ERR') throw error
  return ''
}
