import { StoreUnavailable } from '../store-error.ts'
import type { Connection } from './connection.ts'
import { type Answer, Queries, type Value } from './queries.ts'
import { Transaction } from './transaction.ts'

/** A place for a connection, which is made when it is needed and again when it was lost. */
class Lane {
  readonly #connect: () => Promise<Connection>
  #connection: Promise<Connection> | undefined
  inFlight = 0

  constructor(connect: () => Promise<Connection>) {
    this.#connect = connect
  }

  async connection(): Promise<Connection> {
    const before = this.#connection
    const found = await before
    return found && !found.isLost ? found : this.#reconnect(before)
  }

  /** Of those who find it lost at the same moment, the first connects. */
  #reconnect(lost: Promise<Connection> | undefined): Promise<Connection> {
    if (this.#connection && this.#connection !== lost) return this.#connection
    const made = this.#connect()
    this.#connection = made
    made.catch(() => {
      if (this.#connection === made) this.#connection = undefined
    })
    return made
  }

  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined)
    if (connection && !connection.isLost) await connection.close()
  }
}

interface Waiting {
  readonly take: (lane: Lane) => void
  readonly refuse: (error: Error) => void
  readonly late: NodeJS.Timeout
}

/**
 * The connections of one node. Half of them are for statements that wait for nobody, many on one connection at a time;
 * the others are for writes, one at a time, since a write may wait for another's lock.
 */
export class Connections extends Queries {
  readonly #shared: readonly Lane[]
  readonly #writers: readonly Lane[]
  readonly #free: Lane[]
  readonly #waiting = new Set<Waiting>()
  readonly #waitMsMax: number
  #isClosed = false

  /** @param waitMsMax how long a write waits for a connection, milliseconds */
  constructor(connect: () => Promise<Connection>, size: number, waitMsMax: number) {
    super()
    const lanes = Array.from({ length: size }, () => new Lane(connect))
    const sharedCount = Math.floor(size / 2)
    this.#shared = lanes.slice(0, sharedCount)
    this.#writers = lanes.slice(sharedCount)
    this.#free = [...this.#writers]
    this.#waitMsMax = waitMsMax
  }

  /** Sends a statement that waits for no lock. */
  async send(text: string, values: readonly Value[], isPlannedAnew?: boolean): Promise<Answer> {
    if (this.#isClosed) throw closed()
    const lane = this.#shared.reduce((best, one) => (one.inFlight < best.inFlight ? one : best))
    lane.inFlight++
    try {
      return await (await lane.connection()).send(text, values, isPlannedAnew)
    } finally {
      lane.inFlight--
    }
  }

  /** Gives `work` a connection of its own: for one statement that writes. */
  async write<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    const lane = await this.#take()
    try {
      return await work(await lane.connection())
    } finally {
      this.#release(lane)
    }
  }

  /** Runs `work` in one transaction: committed at its end, if `work` has not done so, and undone if it throws. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result> {
    return this.write(async (connection) => {
      const transaction = new Transaction(connection)
      try {
        const result = await work(transaction)
        await transaction.commit()
        return result
      } catch (error) {
        await transaction.rollback()
        throw error
      }
    })
  }

  /** Lets what runs come to its end. */
  async close(): Promise<void> {
    const busy = this.#writers.filter((lane) => !this.#free.includes(lane))
    await Promise.allSettled(busy.map(() => this.#take()))
    this.#isClosed = true
    await Promise.all([...this.#shared, ...this.#writers].map((lane) => lane.close()))
  }

  #take(): Promise<Lane> {
    if (this.#isClosed) return Promise.reject(closed())
    const free = this.#free.pop()
    if (free) return Promise.resolve(free)
    return new Promise((take, refuse) => {
      const late = setTimeout(() => {
        this.#waiting.delete(waiting)
        refuse(new StoreUnavailable('PostgreSQL is out of reach: all connections are busy'))
      }, this.#waitMsMax)
      const waiting = { take, refuse, late }
      this.#waiting.add(waiting)
    })
  }

  #release(lane: Lane): void {
    const [next] = this.#waiting
    if (!next) {
      this.#free.push(lane)
      return
    }
    this.#waiting.delete(next)
    clearTimeout(next.late)
    next.take(lane)
  }
}

function closed(): Error {
  return new Error('The store is closed')
}
