import { setTimeout as sleep } from 'node:timers/promises'
import type { Attempt } from '../durability/history.ts'
import { alibabaClient, type Endpoint, huaweiClient, type SdkClient } from './sdk-clients.ts'

/** After a call that failed, milliseconds: what a dead node had sent has been carried out by then, or never is. */
const pauseMs = 200

/** What clients did, each one change after the other. */
export interface Account {
  readonly attempts: readonly Attempt[]
  /** Of each call that the SDK gave up: the vendor's code, or that of the connection. */
  readonly failures: readonly string[]
}

export interface Load {
  /** So far. */
  readonly account: Account
  /** Lets each client finish its call. */
  stop(): Promise<Account>
}

/** Lets clients of both clouds write through their SDKs until they are stopped. @param clients of either @param retries whether the SDKs try again */
export function startLoad(endpoint: Endpoint, clients: number, retries: boolean): Load {
  const attempts: Attempt[] = []
  const failures: string[] = []
  const name = String(performance.now())
  let isOver = false

  async function write({ change, keys, ...who }: SdkClient): Promise<void> {
    // An attempt that failed is followed by one that sets, which always changes something.
    for (let number = 0, isSet = false; !isOver; number++) {
      const next: Attempt['change'] = isSet
        ? { unset: keys }
        : { set: Object.fromEntries(keys.map((key) => [key, `${name}-${number}`])) }
      const code: string | undefined = await change(next).then(() => undefined, codeOf)
      // Under which id, nobody knows: the SDK may have sent it twice.
      attempts.push({ ...who, change: next, acknowledged: code === undefined ? true : undefined })
      isSet = code === undefined && 'set' in next
      if (code === undefined) continue
      failures.push(code)
      await sleep(pauseMs)
    }
  }

  const numbers = Array.from({ length: clients }, (_, client) => client)
  const writing = Promise.all(
    [alibabaClient, huaweiClient].flatMap((make) => numbers.map((client) => write(make(endpoint, client, retries)))),
  )
  const account = { attempts, failures }
  return {
    account,
    async stop() {
      isOver = true
      await writing
      return account
    },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: errors of two SDKs, which share nothing
function codeOf({ code, errorCode, errorMsg, message }: any): string {
  return code ?? errorCode ?? errorMsg ?? message
}
