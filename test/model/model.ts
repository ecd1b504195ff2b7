import { type Step, stepAlibaba } from './alibaba-model.ts'
import type { Call } from './calls.ts'
import { stepHuawei } from './huawei-model.ts'
import type { State } from './state.ts'

/** The reference model: what the documentation says that a call is answered and does. Pure. */
export function step(state: State, call: Call): Step {
  return call.cloud === 'alibaba' ? stepAlibaba(state, call) : stepHuawei(state, call)
}
