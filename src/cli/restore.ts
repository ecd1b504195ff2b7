import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { RewindPoint, Rewound } from '../store/sqlite/rewind.ts'
import { type BackupManifest, keyFile, openBackup } from './backup-folder.ts'
import { exactTime } from './exact-time.ts'
import { UsageError } from './listen-address.ts'
import { isEmbedded, placeOf, type StorePlace, storeOption } from './open-store.ts'
import { dataOption } from './options.ts'
import { restoreFolder } from './restore-folder.ts'
import { restorePostgres } from './restore-postgres.ts'

interface RestoreOptions extends StorePlace {
  readonly from: string
  /** Milliseconds since 1970. */
  readonly at?: number
  readonly revision: readonly RewindPoint[]
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('Make a data folder from a backup, or fill an empty PostgreSQL, as it was or as it was before')
    .requiredOption('--from <folder>', 'a folder that "tagplane backup" made')
    .addOption(dataOption())
    .addOption(storeOption())
    .option('--at <time>', 'take all tags back to this time: 2026-11-22T08:00:00Z', time)
    .option('--revision <tenant=number>', 'take the tags of one tenant back to a revision; may be repeated', point, [])
    .allowExcessArguments(false)
    .action(restore)
}

/** @throws InvalidArgumentError */
function time(text: string): number {
  const value = exactTime(text)
  if (Number.isNaN(value) || !/\dT.*(Z|[+-]\d\d:\d\d)$/.test(text)) {
    throw new InvalidArgumentError('Give a time that exists, with its zone, for example 2026-11-22T08:00:00Z.')
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

async function restore({ from, at, revision, ...place }: RestoreOptions): Promise<void> {
  if (at !== undefined && revision.length > 0)
    throw new UsageError('--at and --revision exclude each other; give one of them')
  const manifest = await openBackup(from)
  const backup = { from, names: Object.keys(manifest.files), to: at ?? revision }
  const rewound = isEmbedded(place)
    ? await restoreFolder(backup, place.data)
    : await restorePostgres(backup, place.data, place.store)
  console.log(summary(place, manifest, rewound, at).join('\n'))
}

function summary(
  place: StorePlace,
  { takenAt }: BackupManifest,
  rewound: readonly Rewound[],
  at = Date.parse(takenAt),
): readonly string[] {
  const told = rewound.filter(({ undone }) => undone > 0)
  const asked = new Date(at).toISOString()
  // A change that was dated ahead may be later than a backup that holds it.
  const isLater = at > Date.parse(takenAt) && told.length === 0
  const of = asked === takenAt || isLater ? takenAt : `${asked}, from the backup of ${takenAt}`
  return [
    `Restored ${placeOf(place)}, as of ${of}`,
    ...(isLater ? [`  ${asked} is later than the backup; nothing was taken back`] : []),
    ...told.map(
      ({ tenant, revision, undone, tags }) =>
        `  tenant ${tenant}: back to revision ${revision}, ${undone} undone, ${tags} tags changed`,
    ),
    ...told.flatMap(({ lost }) => lost.map((id) => `  instance ${id} is gone since; its tags are not restored`)),
    ...keyAdvice(place),
  ]
}

function keyAdvice({ data, store }: StorePlace): readonly string[] {
  if (!existsSync(join(data, keyFile))) return [`  put ${keyFile} into ${data} before you start the server`]
  return isEmbedded({ store }) ? [] : [`  give every node the ${keyFile} that is in ${data}`]
}
