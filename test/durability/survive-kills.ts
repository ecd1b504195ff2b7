import { Agent } from 'node:http'
import type { RunningServer, ServerOptions } from '../server.ts'
import { call } from './call.ts'
import { checkEpoch } from './check-epoch.ts'
import { type Epoch, writeUntilDeath } from './clients.ts'
import { emptyState, type State } from './history.ts'
import type { Setup } from './setups.ts'

/** How one life is to end. */
export interface Ending {
  /** The environment of the server for that. */
  readonly env?: ServerOptions['env']
  /** Resolves when what is to be killed is dead; clients write meanwhile. */
  kill(setup: Setup): Promise<void>
  /** What clients may be told in place of success; nothing if absent. */
  readonly refusal?: RegExp
}

/** The end of the database only: the server lives on, and says so. */
export const killsDatabase = {
  kill: (setup) => setup.crashDatabase(),
  refusal: /^(503 .*"ServiceUnavailable"|500 .*"DBS\.280005")/s,
} satisfies Ending

/** What clients and the disk tell after one kill. */
export interface Survival {
  readonly acknowledged: number
  readonly unanswered: number
  readonly violations: readonly string[]
}

/**
 * Lets 32 clients write to a server until what is to be killed is, looks at what lies on disk, and goes on with the same
 * data; as often as there are endings. What one life spent is tried again in the next; the last survival is of that alone.
 */
export async function* surviveKills(setup: Setup, endings: Iterable<Ending>): AsyncGenerator<Survival> {
  let state: State = emptyState
  let before: Epoch | undefined
  let epoch = 0
  for (const ending of endings) {
    await setup.revive(ending.env)
    const replayed = await repeat(setup.server, before)
    const writing = writeUntilDeath(setup.server, ++epoch)
    await ending.kill(setup)
    before = await writing
    const refused = before.refused.filter((answer) => !ending.refusal?.test(answer))
    const { violations, after } = checkEpoch(state, before.attempts, await setup.read(state.revisions))
    state = after
    yield { ...counts(before), violations: [...replayed, ...refused, ...violations] }
  }
  await setup.revive()
  yield { acknowledged: 0, unanswered: 0, violations: await repeat(setup.server, before) }
}

function counts({ attempts }: Epoch): Pick<Survival, 'acknowledged' | 'unanswered'> {
  const acknowledged = attempts.filter((attempt) => attempt.acknowledged !== undefined).length
  return { acknowledged, unanswered: attempts.length - acknowledged }
}

/** Requests that were answered with success before the kill must be refused now. */
async function repeat(server: RunningServer, epoch: Epoch | undefined): Promise<string[]> {
  const agent = new Agent()
  const answers = await Promise.all((epoch?.spent ?? []).map((request) => call(server, agent, request)))
  const codes = answers.map((answer) => String(JSON.parse(answer?.text ?? '{}').Code))
  return codes.filter((code) => code !== 'SignatureNonceUsed').map((code) => `A spent nonce was answered with ${code}`)
}
