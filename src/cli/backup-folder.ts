import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { chmod, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { UsageError } from './listen-address.ts'

/** The embedded store's file, in data folders and backups. */
export const databaseFile = 'tagplane.db'
/** What the secrets in it are sealed under. */
export const keyFile = 'secret.key'

/** The file that is written last: a folder without it is no whole backup. */
const manifestFile = 'backup.json'

const manifestSchema = z.object({
  format: z.literal(1),
  /** ISO 8601, when the copied moment was. */
  takenAt: z.string(),
  /** SQLite `user_version`. */
  schema: z.number(),
  /** SHA-256 of each file, hexadecimal. */
  files: z.record(z.string(), z.string()),
  /** Of each tenant that has changed. */
  revisions: z.record(z.string(), z.number()),
})

/** What a backup says of itself. */
export type BackupManifest = z.infer<typeof manifestSchema>

/** What a new file system has in its root. */
const ofFileSystem = 'lost+found'

/** @throws UsageError if it is there already, and is no folder or holds something */
export function checkEmpty(folder: string, option: string): void {
  if (!existsSync(folder)) return
  if (!statSync(folder).isDirectory()) throw new UsageError(`${folder} is no folder; choose another ${option}`)
  if (readdirSync(folder).some((name) => name !== ofFileSystem)) {
    throw new UsageError(`${folder} is not empty; choose another ${option}`)
  }
}

/** Makes a folder of files a backup; on disk when it resolves. @returns the names of its files, in this order */
export async function sealBackup(
  folder: string,
  manifest: Omit<BackupManifest, 'format' | 'files'>,
): Promise<readonly string[]> {
  const files: Record<string, string> = {}
  for (const name of readdirSync(folder)) {
    syncPath(join(folder, name))
    files[name] = await digestOf(join(folder, name))
  }
  const path = join(folder, manifestFile)
  const whole: BackupManifest = { format: 1, ...manifest, files }
  writeFileSync(path, `${JSON.stringify(whole, undefined, 2)}\n`, { mode: 0o600 })
  syncPath(path)
  syncPath(folder)
  return [...Object.keys(files), manifestFile]
}

/** @throws UsageError if it is no whole backup, or a file of it was altered */
export async function openBackup(folder: string): Promise<BackupManifest> {
  const manifest = readManifest(folder)
  for await (const problem of alterations(folder, manifest)) throw new UsageError(`${problem}; use another backup`)
  return manifest
}

/** What is no longer as it was backed up, a sentence each; nothing of a folder that is no backup. */
export async function backupProblems(folder: string): Promise<readonly string[]> {
  if (!existsSync(join(folder, manifestFile))) return []
  try {
    const problems: string[] = []
    for await (const problem of alterations(folder, readManifest(folder))) problems.push(problem)
    return problems
  } catch (error) {
    if (error instanceof UsageError) return [error.message]
    throw error
  }
}

async function* alterations(folder: string, { files }: BackupManifest): AsyncGenerator<string> {
  for (const [name, digest] of Object.entries(files)) {
    const path = join(folder, name)
    if (!existsSync(path)) yield `${folder} lacks ${name}, which was backed up`
    else if ((await digestOf(path)) !== digest) yield `${path} is not as it was backed up`
  }
}

function readManifest(folder: string): BackupManifest {
  const path = join(folder, manifestFile)
  if (!existsSync(path)) throw new UsageError(`${folder} has no ${manifestFile}; it is no whole backup`)
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new UsageError(`${path} cannot be read; it is not of this version, or damaged`)
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** The copy is its owner's alone, and can be written to, whatever medium the file comes from. */
export async function copyForOwner(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  await chmod(to, 0o600)
}

/** Of a file, or of a folder: the names in it. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
