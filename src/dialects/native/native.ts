import { createSessions } from '../../access/sessions.ts'
import type { Dialect, DialectContext } from '../dialect.ts'
import { answer, refuse } from './answer.ts'
import type { Context } from './call.ts'
import type { Cloud } from './cloud.ts'
import { FairShare } from './fair-share.ts'
import { bodyBytesMax } from './limits.ts'
import { name, root } from './realm.ts'

/** Tagplane's own API, over the fleets of all clouds. */
export function createNative(shared: DialectContext, clouds: readonly Cloud[]): Dialect {
  const context: Context = { ...shared, clouds, sessions: createSessions(shared.store), share: new FairShare() }
  return {
    name,
    owns: (path) => path === root || path.startsWith(`${root}/`),
    bodyBytesMax: () => bodyBytesMax,
    answer: (request) => answer(request, context),
    refuse,
  }
}
