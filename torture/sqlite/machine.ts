import type { SimulatedDisk } from '../disk/simulated-disk.ts'
import type { Random } from '../random.ts'

/** Ways to take durability out of the store, to show that what is lost then is found. */
export const sabotages = ['synchronous-normal', 'no-sync-behind', 'no-rewrite'] as const
export type Sabotage = (typeof sabotages)[number]

/** What the store runs on in this process, instead of Node's files and better-sqlite3. */
export interface Machine {
  readonly disk: SimulatedDisk
  readonly random: Random
  /** After how many pages of the log a commit writes back: fewer than in service, so that it happens often. */
  readonly checkpointPages: number
  readonly sabotage?: Sabotage
}

let inUse: Machine | undefined

export function switchOn(machine: Machine): void {
  inUse = machine
}

/** @throws Error if none was switched on */
export function machine(): Machine {
  if (!inUse) throw new Error('Switch a machine on before the store is opened')
  return inUse
}
