import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { pointsAt, type RewindPoint, type Rewound, rewindDatabase } from '../store/sqlite/rewind.ts'
import { type BackupManifest, makeEmptyFolder, openBackup, syncPath } from './backup-folder.ts'
import { UsageError } from './listen-address.ts'
import { dataOption } from './options.ts'

interface RestoreOptions {
  readonly from: string
  readonly data: string
  /** Milliseconds since 1970. */
  readonly at?: number
  readonly revision: readonly RewindPoint[]
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('Make a data folder from a backup, as it was or as it was before')
    .requiredOption('--from <folder>', 'a folder that "tagplane backup" made')
    .addOption(dataOption())
    .option('--at <time>', 'take all tags back to this time: 2026-11-22T08:00:00Z', time)
    .option('--revision <tenant=number>', 'take the tags of one tenant back to a revision; may be repeated', point, [])
    .allowExcessArguments(false)
    .action(restore)
}

/** @throws InvalidArgumentError */
function time(text: string): number {
  const value = Date.parse(text)
  if (Number.isNaN(value) || !/\dT.*(Z|[+-]\d\d:\d\d)$/.test(text)) {
    throw new InvalidArgumentError('Give a time with its zone, for example 2026-11-22T08:00:00Z.')
  }
  return value
}

/** @throws InvalidArgumentError */
function point(text: string, before: readonly RewindPoint[]): readonly RewindPoint[] {
  const [, tenant, revision] = /^(.+)=(\d{1,15})$/.exec(text) ?? []
  if (tenant === undefined)
    throw new InvalidArgumentError('Give a tenant and a revision, for example 1234567890123456=42.')
  return [...before, { tenant, revision: Number(revision) }]
}

async function restore({ from, data, at, revision }: RestoreOptions): Promise<void> {
  if (at !== undefined && revision.length > 0)
    throw new UsageError('--at and --revision exclude each other; give one of them')
  process.umask(0o077)
  const manifest = await openBackup(from)
  makeEmptyFolder(data, '--data')
  const draft = `${resolve(data)}.draft`
  rmSync(draft, { recursive: true, force: true })
  makeEmptyFolder(draft, '--data')
  try {
    const rewound = fill(draft, from, manifest, at, revision)
    renameSync(draft, data)
    syncPath(dirname(resolve(data)))
    console.log(summary(data, manifest, rewound).join('\n'))
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  }
}

/** Beside its place, so that a data folder is there wholly or not at all. */
function fill(
  draft: string,
  from: string,
  { files }: BackupManifest,
  at: number | undefined,
  revision: readonly RewindPoint[],
): readonly Rewound[] {
  for (const name of Object.keys(files)) copyFileSync(join(from, name), join(draft, name))
  const database = join(draft, 'tagplane.db')
  const points = at === undefined ? revision : pointsAt(database, at)
  const rewound = points.length > 0 ? rewindDatabase(database, points, Date.now()) : []
  for (const name of Object.keys(files)) syncPath(join(draft, name))
  syncPath(draft)
  return rewound
}

function summary(data: string, { takenAt }: BackupManifest, rewound: readonly Rewound[]): readonly string[] {
  const told = rewound.filter(({ undone }) => undone > 0)
  return [
    `Restored ${data}, as of ${takenAt}`,
    ...told.map(
      ({ tenant, revision, undone, tags }) =>
        `  tenant ${tenant}: back to revision ${revision}, ${undone} undone, ${tags} tags changed`,
    ),
    ...told.flatMap(({ lost }) => lost.map((id) => `  instance ${id} is gone since; its tags are not restored`)),
    ...(existsSync(join(data, 'secret.key')) ? [] : [`  put secret.key into ${data} before you start the server`]),
  ]
}
