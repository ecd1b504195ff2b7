import { existsSync } from 'node:fs'
import { Command, Option } from 'commander'
import { openPostgresArchive } from '../store/postgres/archive.ts'
import { isPostgresUrl, shownUrl } from '../store/postgres/connection-url.ts'
import { openSqliteArchive } from '../store/sqlite/archive.ts'
import type { ArchivedRows, StoreArchive } from '../store/store-archive.ts'
import { StoreError } from '../store/store-error.ts'
import { ArchiveDigest } from './archive-digest.ts'
import { UsageError } from './listen-address.ts'
import { ProgressBar } from './progress-bar.ts'

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
  if (!isPostgresUrl(from) && !existsSync(from)) throw new UsageError(`There is no data folder ${from} to copy from`)
  const source = await openArchive(from)
  try {
    const target = await openArchive(to)
    const copied = await transfer(source, target).finally(() => target.close())
    console.log(`Copied ${copied} from ${shown(from)} to ${shown(to)}, and read them back the same`)
    console.log('Servers of the copy need the file secret.key of the first one’s data folder in their own --data')
  } finally {
    await source.close()
  }
}

/** Copies, and reads the copy back. @returns how much, in words */
async function transfer(source: StoreArchive, target: StoreArchive): Promise<string> {
  const now = Date.now()
  const bar = new ProgressBar()
  const total = 2 * (await source.count())
  let done = 0
  const progress = (rows: number) => {
    done += rows
    bar.show(total === 0 ? 1 : done / total, `${done.toLocaleString('en')} rows`)
  }
  const [sent, arrived] = [new ArchiveDigest(), new ArchiveDigest()]
  await target.import(followed(source.export(now), sent, progress))
  for await (const _ of followed(target.export(now), arrived, progress));
  bar.clear()
  const problems = sent.problems(arrived)
  if (problems.length > 0) throw new StoreError(`The copy is not good: ${problems.join('; ')}`)
  return sent.summary()
}

async function openArchive(place: string): Promise<StoreArchive> {
  return isPostgresUrl(place) ? openPostgresArchive(place) : openSqliteArchive(place)
}

function shown(place: string): string {
  return isPostgresUrl(place) ? shownUrl(place) : place
}

/** `rows` as they come, told to a digest, and how many they are. */
async function* followed(
  rows: AsyncIterable<ArchivedRows>,
  digest: ArchiveDigest,
  progress: (rows: number) => void,
): AsyncGenerator<ArchivedRows> {
  for await (const some of rows) {
    digest.add(some)
    progress(some.rows.length)
    yield some
  }
}
