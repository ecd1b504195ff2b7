import type { Store } from '../../src/store/store.ts'
import { SimulatedDisk } from '../disk/simulated-disk.ts'
import type { Survival } from '../disk/simulated-file.ts'
import { Random } from '../random.ts'
import type { Sabotage } from '../sqlite/machine.ts'
import { openSimulatedStore } from '../sqlite/open-simulated-store.ts'
import { ClientRecord, type Life, letClientsCall } from './clients.ts'
import { fleet, start } from './fleet.ts'
import type { Recorded, Timed } from './recorded.ts'
import { turns } from './turns.ts'
import type { Snapshot } from './verify-snapshot.ts'
import { Weather } from './weather.ts'

/** One run of the store on a simulated disk; the same seed gives the same run. */
export interface Simulation {
  readonly seed: number
  /** Whether the disk fails now and then. */
  readonly withFaults: boolean
  readonly sabotage?: Sabotage
}

export interface SimulationOutcome {
  readonly recorded: Recorded
  /** What power cuts at random moments left, and at last what there was without one. */
  readonly snapshots: readonly Snapshot[]
  /** What was wrong while it ran. */
  readonly violations: readonly string[]
  readonly operations: number
  readonly refusals: number
  readonly illnesses: ReadonlyMap<string, number>
}

const folder = '/data'
const livesMax = 4
const callsPerClient = [5, 30] as const
const cutsPerOperation = 0.015
const turnsBeforeKill = [20, 600] as const
const checkpointPagesBetween = [80, 300] as const
const killChance = 0.7
const pagesKept = [0, 0.1, 0.5, 0.9, 1]
/** After a fault has passed, the store may refuse so many writes until it has recovered. */
const refusalsAfterFaultMax = 4

export async function simulate(simulation: Simulation): Promise<SimulationOutcome> {
  const { now } = performance
  // The commit queue looks at the time: with a clock that stands, the same seed gives the same run.
  performance.now = () => 0
  try {
    return await live(simulation)
  } finally {
    performance.now = now
  }
}

async function live({ seed, withFaults, sabotage }: Simulation): Promise<SimulationOutcome> {
  const random = new Random(seed)
  const disk = new SimulatedDisk(random.fork())
  const weather = new Weather(disk, random.fork())
  const snapshots = takeSnapshots(disk, weather, random.fork())
  const checkpointPages = random.between(...checkpointPagesBetween)
  const machine = { disk, random: random.fork(), checkpointPages, ...(sabotage && { sabotage }) }
  const record = new ClientRecord()
  const filling: Timed = { startedAt: 0 }
  const violations: string[] = []

  for (let lives = random.between(1, livesMax); lives > 0; lives--) {
    const store = await openSimulatedStore(machine, folder, { now: () => start })
    if (filling.acknowledgedAt === undefined) {
      await store.load('fleet', async () => fleet)
      filling.acknowledgedAt = disk.position
    }
    const { life, die } = begin(store, disk)
    weather.isChanging = withFaults
    if (lives > 1 && random.chance(killChance)) void turns(random.between(...turnsBeforeKill)).then(die)
    await letClientsCall(life, random.between(...callsPerClient), disk, random.fork(), record)
    weather.clears()
    if (!life.isOver) violations.push(...(await end(life, disk)))
  }
  const { position } = disk
  return {
    recorded: { filling, attempts: record.attempts, nonces: record.nonces },
    snapshots: [...snapshots, { position, image: disk.asRead() }],
    violations: [...violations, ...record.wrongRefusals],
    operations: position,
    refusals: record.refusals,
    illnesses: weather.seen,
  }
}

/** Before operations of the disk taken at random, what a power cut would leave there and then. */
function takeSnapshots(disk: SimulatedDisk, weather: Weather, random: Random): Snapshot[] {
  const snapshots: Snapshot[] = []
  disk.onOperation = () => {
    weather.passes()
    if (!random.chance(cutsPerOperation)) return
    const survival: Survival = { pagesKept: random.pick(pagesKept), sectorBytes: random.pick([512, 4096]) }
    snapshots.push({ position: disk.position, image: disk.afterPowerCut(random, survival) })
  }
  return snapshots
}

function begin(store: Store, disk: SimulatedDisk): { life: Life; die: () => void } {
  const death = Promise.withResolvers<void>()
  const life: Life = { store, death: death.promise, isOver: false }
  const die = () => {
    if (life.isOver) return
    life.isOver = true
    disk.closeAll()
    death.resolve()
  }
  return { life, die }
}

/** The disk is well again: the store has to recover by itself, or to say that it needs a restart; then it ends. */
async function end(life: Life, disk: SimulatedDisk): Promise<string[]> {
  life.isOver = true
  let last = ''
  for (let refusals = 0; refusals <= refusalsAfterFaultMax; refusals++) {
    const refusal = await life.store.probe().then(
      () => undefined,
      (error: Error) => error.message,
    )
    if (refusal === undefined) return close(life.store)
    last = refusal
    if (refusal.includes('restart the server')) {
      disk.closeAll()
      return []
    }
  }
  return [`The store refuses though the fault has passed: ${last}`]
}

function close(store: Store): Promise<string[]> {
  return store.close().then(
    () => [],
    (error: Error) => [`The store does not close: ${error.message}`],
  )
}
