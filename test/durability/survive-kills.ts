import { rmSync } from 'node:fs'
import { Agent } from 'node:http'
import { dirname } from 'node:path'
import { type RunningServer, type ServerOptions, startServer } from '../server.ts'
import { call } from './call.ts'
import { checkEpoch } from './check-epoch.ts'
import { type Epoch, writeUntilDeath } from './clients.ts'
import { readDisk } from './disk.ts'
import { writeSeedFile } from './fleet.ts'
import { emptyState, type State } from './history.ts'

/** How one life of the server is to end. */
export interface Ending {
  /** How it is started for that. */
  readonly server?: Pick<ServerOptions, 'env'>
  /** Resolves when it is dead; clients write meanwhile. */
  kill(server: RunningServer): Promise<void>
}

/** What clients and the disk tell after one kill. */
export interface Survival {
  readonly acknowledged: number
  readonly unanswered: number
  readonly violations: readonly string[]
}

/**
 * Lets 32 clients write to a server until it is killed, looks at its disk, and begins again on the same data; as often as
 * there are endings. What one life spent is tried again in the next; the last survival is of that alone.
 */
export async function* surviveKills(endings: Iterable<Ending>): AsyncGenerator<Survival> {
  const seed = writeSeedFile()
  const first = await startServer({ seed })
  let server = first
  let state: State = emptyState
  let before: Epoch | undefined
  let epoch = 0
  try {
    for (const ending of endings) {
      await server.stop()
      server = await startServer({ data: first.data, ...ending.server })
      const replayed = await repeat(server, before)
      const writing = writeUntilDeath(server, ++epoch)
      await ending.kill(server)
      before = await writing
      const { violations, after } = checkEpoch(state, before.attempts, readDisk(first.data, state.revisions))
      state = after
      yield { ...counts(before), violations: [...replayed, ...before.refused, ...violations] }
    }
    server = await startServer({ data: first.data })
    yield { acknowledged: 0, unanswered: 0, violations: await repeat(server, before) }
  } finally {
    await server.stop()
    await first[Symbol.asyncDispose]()
    rmSync(dirname(seed), { recursive: true })
  }
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
