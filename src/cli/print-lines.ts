import { once } from 'node:events'

/** Writes text to stdout, and waits until it is taken. */
export async function write(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** Writes lines to stdout, and waits until they are taken. */
export async function printLines(lines: readonly string[]): Promise<void> {
  if (lines.length > 0) await write(`${lines.join('\n')}\n`)
}
