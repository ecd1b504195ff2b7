import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../listen-address.ts'

const fileBytesMax = 64 * 1024
/** Permissions of others than the owner. */
const othersMode = 0o077
const pairPattern = /^[^\s:,]+:[^\s,]+$/

/**
 * The access keys to call with, as `Authorization` has them: `ID:SECRET`, one of each cloud. They come from the first of
 * these that is there: the file that `--credentials` names, TAGPLANE_ACCESS_KEYS, the file that TAGPLANE_CREDENTIALS
 * names, `tagplane/credentials` in the folder of the person's settings. Never from an argument, which all users of the
 * machine can see.
 * @throws UsageError
 */
export function readCredentials(file: string | undefined, env: NodeJS.ProcessEnv): string {
  const { TAGPLANE_ACCESS_KEYS: keys, TAGPLANE_CREDENTIALS: named } = env
  if (file === undefined && keys !== undefined) return authorizationOf(keys, 'TAGPLANE_ACCESS_KEYS')
  const path = file ?? named ?? defaultFile(env)
  const text = readPrivate(path)
  if (text !== undefined) return authorizationOf(text, path)
  if (file ?? named) throw new UsageError(`There is no file ${path} with access keys`)
  throw new UsageError(`Give access keys: TAGPLANE_ACCESS_KEYS="ID:SECRET ID:SECRET", or lines of ID:SECRET in ${path}`)
}

function defaultFile({ XDG_CONFIG_HOME: settings = join(homedir(), '.config') }: NodeJS.ProcessEnv): string {
  return join(settings, 'tagplane', 'credentials')
}

/** A file that nobody else may read; undefined if it is not there. @throws UsageError */
function readPrivate(path: string): string | undefined {
  const file = openFile(path)
  if (file === undefined) return undefined
  try {
    const status = fstatSync(file)
    if (!status.isFile() || status.size > fileBytesMax) throw new UsageError(`The file ${path} holds no access keys`)
    if (status.mode & othersMode) throw new UsageError(`Others may read ${path}; run chmod 600 ${path}`)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

function openFile(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new UsageError(`Cannot read ${path}: ${(error as Error).message}`)
  }
}

/** @param text pairs with white space between them; a line that begins with `#` is a comment */
function authorizationOf(text: string, source: string): string {
  const pairs = text.replace(/^\s*#.*$/gm, '').match(/\S+/g) ?? []
  if (pairs.length === 0 || !pairs.every((pair) => pairPattern.test(pair))) {
    throw new UsageError(`Cannot read the access keys in ${source}; write ID:SECRET, with spaces between several`)
  }
  return pairs.map((pair) => `Basic ${Buffer.from(pair).toString('base64')}`).join(', ')
}
