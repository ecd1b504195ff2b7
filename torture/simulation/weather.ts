import type { Faults, SimulatedDisk } from '../disk/simulated-disk.ts'
import type { Random } from '../random.ts'

/** Operations on the disk for which it is well, and for which it is not. */
const wellFor = [30, 300] as const
const illFor = [4, 80] as const

const everyFile = /./
const theLog = /-wal$/
const theDatabase = /\.db$/

/** What can be wrong with a disk. */
const illnesses: Readonly<Record<string, Omit<Faults, 'chance'>>> = {
  full: { write: 'ENOSPC', files: everyFile },
  'full for the log': { write: 'ENOSPC', files: theLog },
  'full for the database': { write: 'ENOSPC', files: theDatabase },
  'read-only': { write: 'EROFS', sync: 'EROFS', files: everyFile },
  'write errors': { write: 'EIO', files: everyFile },
  'sync errors': { sync: 'EIO', files: everyFile },
  'sync errors of the log': { sync: 'EIO', files: theLog },
  'sync errors of the database': { sync: 'EIO', files: theDatabase },
  'sync errors that drop the cache': { sync: 'EIO', reverts: true, files: theLog },
  'write and sync errors': { write: 'EIO', sync: 'EIO', files: everyFile },
}

/** Lets a disk fail now and then, each time in another way. Call `passes` with each operation. */
export class Weather {
  /** The illnesses that there were, by name, and how often. */
  readonly seen = new Map<string, number>()
  /** Else it stays as it is. */
  isChanging = false
  readonly #disk: SimulatedDisk
  readonly #random: Random
  #left: number

  constructor(disk: SimulatedDisk, random: Random) {
    this.#disk = disk
    this.#random = random
    this.#left = random.between(...wellFor)
  }

  passes(): void {
    if (!this.isChanging || --this.#left > 0) return
    if (this.#disk.faults) this.#improves()
    else this.#worsens()
  }

  /** The disk is well, and stays so. */
  clears(): void {
    this.isChanging = false
    this.#improves()
  }

  #improves(): void {
    this.#disk.faults = undefined
    this.#left = this.#random.between(...wellFor)
  }

  #worsens(): void {
    const name = this.#random.pick(Object.keys(illnesses))
    const illness = illnesses[name] as Omit<Faults, 'chance'>
    this.#disk.faults = { ...illness, chance: this.#random.pick([0.3, 1]) }
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1)
    this.#left = this.#random.between(...illFor)
  }
}
