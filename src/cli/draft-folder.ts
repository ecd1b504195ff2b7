import { linkSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, unlinkSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { syncPath } from './backup-folder.ts'
import { UsageError } from './listen-address.ts'

const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * Does work in a draft, a new folder inside `folder`: on its disk, and writable where it is, also where that is the root
 * of a volume. The draft is gone afterwards, and so is `folder` if it was made for it and nothing else is in it.
 * @param work is told of the first SIGINT or SIGTERM; the second ends the process, the draft with it
 */
export async function inDraft<Result>(
  folder: string,
  work: (draft: string, asked: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const isMade = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined
  const draft = mkdtempSync(join(folder, '.draft-'))
  const remove = () => {
    rmSync(draft, { recursive: true, force: true })
    if (isMade) removeIfEmpty(folder)
  }
  process.once('exit', remove)
  try {
    return await interruptible((asked) => work(draft, asked))
  } finally {
    process.off('exit', remove)
    remove()
  }
}

/**
 * Puts files of a draft into the folder that it is in, none in the place of another, and on disk with their names. The
 * last one makes the folder what it is to be; on failure none stays.
 */
export function publish(draft: string, folder: string, names: readonly string[]): void {
  const published: string[] = []
  try {
    for (const name of names) {
      if (name === names.at(-1)) syncPath(folder)
      linkSync(join(draft, name), join(folder, name))
      published.push(name)
    }
    syncPath(folder)
    syncPath(dirname(resolve(folder)))
  } catch (error) {
    for (const name of published.toReversed()) unlinkSync(join(folder, name))
    throw error
  }
}

async function interruptible<Result>(work: (asked: AbortSignal) => Promise<Result>): Promise<Result> {
  const asked = new AbortController()
  const ask = (signal: (typeof signals)[number]) => {
    if (asked.signal.aborted) process.exit(128 + constants.signals[signal])
    asked.abort(new UsageError(`Interrupted by ${signal}; nothing is left of it`))
  }
  for (const signal of signals) process.on(signal, ask)
  try {
    return await work(asked.signal)
  } finally {
    for (const signal of signals) process.off(signal, ask)
  }
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
  }
}
