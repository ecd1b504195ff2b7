import { alibaba } from './alibaba.ts'
import { credentials } from './credentials.ts'
import { huawei } from './huawei.ts'
import type { Mutation } from './mutation.ts'
import { policyEngine } from './policy-engine.ts'
import { store } from './store.ts'
import { temporaryKeys } from './temporary-keys.ts'

/** Every check on who calls and what he may do. */
export const mutations: readonly Mutation[] = [
  ...policyEngine,
  ...credentials,
  ...store,
  ...alibaba,
  ...huawei,
  ...temporaryKeys,
]
