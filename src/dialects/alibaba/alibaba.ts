import type { Dialect, DialectContext, DialectModule } from '../dialect.ts'
import { answer, refuse } from './answer.ts'
import { explorerRules } from './explorer/explorer-rules.ts'
import { fleetRules } from './fleet-rules.ts'
import { identityRules } from './identity-rules.ts'
import { introduce } from './introduce.ts'
import { bodyBytesMax } from './limits.ts'
import { realm } from './realm.ts'
import { seedContents } from './seed-contents.ts'
import { seedProblems } from './seed-problems.ts'
import { type Section, seedSchema } from './seed-schema.ts'

/** Alibaba Cloud's RPC protocol: ApsaraDB for Redis (R-kvstore 2015-01-01), and Sts to ask who one is. */
export const alibaba: DialectModule<Section> = {
  name: realm,
  create: createDialect,
  seedSchema,
  seedProblems,
  seedContents,
  introduce,
  identities: identityRules,
  fleet: fleetRules,
  explorer: explorerRules,
}

function createDialect(context: DialectContext): Dialect {
  return {
    name: realm,
    owns: explorerRules.owns,
    bodyBytesMax: () => bodyBytesMax,
    answer: (request) => answer(request, context),
    refuse,
  }
}
