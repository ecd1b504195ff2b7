import type { StoreReader } from '../../store/store.ts'
import type { FairShare, ShareTaken } from './fair-share.ts'

type Name = 'searchInstances' | 'countTagKeys' | 'countTagValues' | 'listChanges' | 'tagsAsOf'

/** The reads of a store that may take long, and are refused where somebody asks for too many of them. */
export type LongReads = {
  readonly [name in Name]: (
    ...asked: Parameters<StoreReader[name]>
  ) => Promise<Awaited<ReturnType<StoreReader[name]>> | ShareTaken>
}

/** The long reads of `store`, in the share of `owner`. */
export function longReads(store: StoreReader, share: FairShare, owner: string): LongReads {
  return {
    searchInstances: (...asked) => share.run(owner, () => store.searchInstances(...asked)),
    countTagKeys: (...asked) => share.run(owner, () => store.countTagKeys(...asked)),
    countTagValues: (...asked) => share.run(owner, () => store.countTagValues(...asked)),
    listChanges: (...asked) => share.run(owner, () => store.listChanges(...asked)),
    tagsAsOf: (...asked) => share.run(owner, () => store.tagsAsOf(...asked)),
  }
}
