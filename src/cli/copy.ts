import { Command, Option } from 'commander'
import { openPostgresArchive, openPostgresSource } from '../store/postgres/archive.ts'
import { isPostgresUrl, shownUrl } from '../store/postgres/connection-url.ts'
import { openSqliteArchive } from '../store/sqlite/archive.ts'
import { openSqliteSource } from '../store/sqlite/archive-source.ts'
import type { ArchiveSource, StoreArchive } from '../store/store-archive.ts'
import { StoreError } from '../store/store-error.ts'
import { transfer } from './transfer.ts'

interface CopyOptions {
  readonly from: string
  readonly to: string
}

export function copyCommand(): Command {
  const place = 'a data folder, or postgres://…'
  return new Command('copy')
    .description('Copy all that a store holds into an empty one, and verify the copy; stop the servers of both before')
    .addOption(new Option('--from <store>', place).makeOptionMandatory())
    .addOption(new Option('--to <store>', place).makeOptionMandatory())
    .allowExcessArguments(false)
    .action(copy)
}

/** @throws StoreError if a store cannot be used, or the copy is not the same */
async function copy({ from, to }: CopyOptions): Promise<void> {
  const source = await openSource(from)
  try {
    const target = await openArchive(to)
    const copied = await transfer(source, target).finally(() => target.close())
    const gaps = copied.gaps()
    if (gaps > 0) throw new StoreError(`The change log of the source has gaps, ${gaps} of them, and so has the copy`)
    console.log(`Copied ${copied.summary()} from ${shown(from)} to ${shown(to)}, and read them back the same`)
    console.log('Servers of the copy need the file secret.key of the first one’s data folder in their own --data')
  } finally {
    await source.close()
  }
}

/** As it is: what is copied from stays what it was. */
async function openSource(place: string): Promise<ArchiveSource> {
  return isPostgresUrl(place) ? openPostgresSource(place) : openSqliteSource(place)
}

async function openArchive(place: string): Promise<StoreArchive> {
  return isPostgresUrl(place) ? openPostgresArchive(place) : openSqliteArchive(place)
}

function shown(place: string): string {
  return isPostgresUrl(place) ? shownUrl(place) : place
}
