import type { ArchivedRows, ArchiveSource, StoreArchive } from '../store/store-archive.ts'
import { StoreError } from '../store/store-error.ts'
import { ArchiveDigest } from './archive-digest.ts'
import { ProgressBar } from './progress-bar.ts'

/**
 * Copies all that one store holds into an empty one, with a progress bar, and reads the copy back.
 * @param asked ends it with its reason, before the copy is there or after
 * @returns what was copied
 * @throws StoreError if the copy is not the same
 */
export async function transfer(
  source: ArchiveSource,
  target: StoreArchive,
  asked?: AbortSignal,
): Promise<ArchiveDigest> {
  const now = Date.now()
  const bar = new ProgressBar()
  const total = 2 * (await source.count())
  let done = 0
  const progress = (rows: number) => {
    asked?.throwIfAborted()
    done += rows
    bar.show(total === 0 ? 1 : done / total, `${done.toLocaleString('en')} rows`)
  }
  const [sent, arrived] = [new ArchiveDigest(), new ArchiveDigest()]
  try {
    await target.import(followed(source.export(now), sent, progress))
    for await (const _ of followed(target.export(now), arrived, progress));
  } finally {
    bar.clear()
  }
  const different = sent.differences(arrived)
  if (different.length > 0) throw new StoreError(`The copy is not good: ${different.join(', ')} read back otherwise`)
  return sent
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
