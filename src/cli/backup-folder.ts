import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
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

/** @throws UsageError if it is there already and holds something */
export function makeEmptyFolder(folder: string, option: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new UsageError(`${folder} is not empty; choose another ${option}`)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
}

/** Makes a folder of files a backup; on disk when it resolves. */
export async function sealBackup(folder: string, manifest: Omit<BackupManifest, 'format' | 'files'>): Promise<void> {
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
}

/** @throws UsageError if it is no whole backup, or a file of it was altered */
export async function openBackup(folder: string): Promise<BackupManifest> {
  const manifest = readManifest(folder)
  for (const [name, digest] of Object.entries(manifest.files)) {
    const path = join(folder, name)
    if (!existsSync(path)) throw new UsageError(`${folder} lacks ${name}; it is no whole backup`)
    if ((await digestOf(path)) !== digest)
      throw new UsageError(`${path} is not as it was backed up; use another backup`)
  }
  return manifest
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

/** Of a file, or of a folder: the names in it. */
export function syncPath(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
