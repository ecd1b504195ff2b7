import { expect } from 'vitest'
import { checkEpoch } from '../durability/check-epoch.ts'
import { readDatabase } from '../durability/disk.ts'
import { emptyState, type State } from '../durability/history.ts'
import type { Cluster } from './cluster.ts'
import { type Account, type Load, startLoad } from './load.ts'

const clientsPerCloud = 6
const goesOnMsMax = 15_000

/** Trials of one cluster, each on what the ones before left behind. */
export class Trials {
  readonly #cluster: Cluster
  #state: State = emptyState

  constructor(cluster: Cluster) {
    this.#cluster = cluster
  }

  /**
   * Lets clients of both clouds write while something happens. Then what was acknowledged must be there, all else as a
   * whole or not at all, and revisions without a gap.
   * @param happens is handed what waits until all goes well again
   * @param store where to look for it
   * @param retries whether the SDKs try again
   */
  async underLoad(
    store: string,
    happens: (goesOn: () => Promise<void>) => Promise<void>,
    retries = true,
  ): Promise<Account> {
    const load = startLoad(this.#cluster.balancer, clientsPerCloud, retries)
    let account: Account
    try {
      await goesOn(load)
      await happens(() => goesOn(load))
    } finally {
      account = await load.stop()
    }
    const disk = await readDatabase(store, this.#state.revisions, 'idle')
    const { violations, after } = checkEpoch(this.#state, account.attempts, disk)
    expect(violations).toEqual([])
    this.#state = after
    return account
  }
}

/** Resolves when every client has had changes acknowledged that it began after this moment. */
async function goesOn({ account: { attempts } }: Load): Promise<void> {
  const from = attempts.length
  const acknowledged = () => {
    const late = attempts.slice(from).filter((attempt) => attempt.acknowledged !== undefined)
    return [...Map.groupBy(late, ({ client }) => client).values()].filter(({ length }) => length > 1).length
  }
  await expect.poll(acknowledged, { timeout: goesOnMsMax, interval: 10 }).toBe(2 * clientsPerCloud)
}
