import type { Dialect, DialectContext, DialectModule } from '../dialect.ts'
import { answer, refuse } from './answer.ts'
import type { Context } from './call.ts'
import { explorerRules } from './explorer/explorer-rules.ts'
import { fleetRules } from './fleet-rules.ts'
import { identityRules } from './identity-rules.ts'
import { introduce } from './introduce.ts'
import { passwordAttemptsOf } from './password-attempts.ts'
import { realm } from './realm.ts'
import { seedContents } from './seed-contents.ts'
import { seedProblems } from './seed-problems.ts'
import { type Section, seedSchema } from './seed-schema.ts'
import { serviceAt } from './service-at.ts'
import { services } from './services.ts'

/** Huawei Cloud DDS v3, with the part of IAM v3 that its clients need. */
export const huawei: DialectModule<Section> = {
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

function createDialect(shared: DialectContext): Dialect {
  const context: Context = { ...shared, passwordAttempts: passwordAttemptsOf(shared.access) }
  return {
    name: realm,
    owns: explorerRules.owns,
    bodyBytesMax: (target) => services[serviceAt(target)].bodyBytesMax,
    answer: (request) => answer(request, context),
    refuse,
  }
}
