import type { Random } from '../random.ts'

/** What the page cache reads and writes at once. */
const pageBytes = 4096

/** A part of a page as a write left it. */
interface Version {
  readonly serial: number
  /** Within the page. */
  readonly start: number
  readonly bytes: Uint8Array
}

/** A page that is not on disk as it is read. */
interface PendingPage {
  versions: Version[]
  /** Whether the next sync writes it; one that a sync could not write is taken for clean. */
  isDirty: boolean
}

/** How much of what was not synced outlives a power cut. */
export interface Survival {
  /** The part of pages that are there as a whole; of the others, half is gone and half is torn. */
  readonly pagesKept: number
  /** What the disk writes wholly or not at all. */
  readonly sectorBytes: 512 | 4096
}

/** A file in two states: as programs read it, and as it lies on disk. Numbers of operations tell what a sync covers. */
export class SimulatedFile {
  /** How often a page of it could not be written; each descriptor is told once. */
  failures = 0
  #content: Buffer = Buffer.alloc(pageBytes)
  #size = 0
  #onDisk: Buffer = Buffer.alloc(0)
  #sizeOnDisk = 0
  #pages = new Map<number, PendingPage>()
  #sizes: { readonly serial: number; readonly size: number }[] = []

  get size(): number {
    return this.#size
  }

  /** @returns how many bytes there were */
  read(into: Uint8Array, position: number): number {
    const end = Math.min(this.#size, position + into.length)
    if (end <= position) return 0
    into.set(this.#content.subarray(position, end))
    return end - position
  }

  write(serial: number, bytes: Uint8Array, position: number): void {
    const end = position + bytes.length
    this.#resize(serial, Math.max(this.#size, end))
    this.#content.set(bytes, position)
    for (let at = position; at < end; ) {
      const pageEnd = Math.min(end, at - (at % pageBytes) + pageBytes)
      this.#change(serial, at, bytes.slice(at - position, pageEnd - position))
      at = pageEnd
    }
  }

  truncate(serial: number, size: number): void {
    if (size < this.#size) {
      this.#content.fill(0, size, this.#size)
      for (const page of this.#pages.keys()) if (page * pageBytes >= size) this.#pages.delete(page)
      const rest = (pageBytes - (size % pageBytes)) % pageBytes
      if (rest > 0) this.#change(serial, size, new Uint8Array(rest))
    }
    this.#resize(serial, size)
  }

  /** What was done before operation `upTo` is on disk, but for what a sync could not write before. */
  synced(upTo: number): void {
    this.#settleSize(upTo)
    for (const [number, page] of this.#pages) {
      if (!page.isDirty) continue
      for (const version of page.versions) if (version.serial < upTo) this.#store(number, version)
      page.versions = page.versions.filter(({ serial }) => serial >= upTo)
      if (page.versions.length === 0) this.#pages.delete(number)
    }
  }

  /**
   * What was done before operation `upTo` could not be written, and counts as clean from now on.
   * @param reverts whether the pages are then read as they lie on disk, not as they were written
   */
  lost(upTo: number, reverts: boolean, random: Random): void {
    this.failures++
    for (const [number, page] of this.#pages) {
      if (!page.isDirty || page.versions.some(({ serial }) => serial >= upTo)) continue
      page.isDirty = false
      if (reverts) this.#revert(number, page, random)
    }
  }

  /** What a power cut leaves of it. */
  afterPowerCut(random: Random, survival: Survival): Buffer {
    const size = random.pick([this.#sizeOnDisk, ...this.#sizes.map((change) => change.size)])
    const content = Buffer.alloc(Math.max(size, this.#onDisk.length, this.#content.length) + pageBytes)
    this.#onDisk.copy(content, 0, 0, this.#sizeOnDisk)
    for (const [number, { versions }] of this.#pages) {
      tear(content.subarray(number * pageBytes, (number + 1) * pageBytes), versions, random, survival)
    }
    return Buffer.from(content.subarray(0, size))
  }

  /** As programs read it. */
  asRead(): Buffer {
    return Buffer.from(this.#content.subarray(0, this.#size))
  }

  #resize(serial: number, size: number): void {
    if (size === this.#size) return
    if (size > this.#content.length) {
      const larger = Buffer.alloc(Math.max(size, this.#content.length * 2))
      this.#content.copy(larger)
      this.#content = larger
    }
    this.#size = size
    this.#sizes.push({ serial, size })
  }

  #change(serial: number, at: number, bytes: Uint8Array): void {
    const number = Math.floor(at / pageBytes)
    const page = this.#pages.get(number) ?? { versions: [], isDirty: true }
    page.versions.push({ serial, start: at % pageBytes, bytes })
    page.isDirty = true
    this.#pages.set(number, page)
  }

  #settleSize(upTo: number): void {
    for (const { serial, size } of this.#sizes) {
      if (serial >= upTo) break
      if (size < this.#sizeOnDisk) this.#onDisk.fill(0, size)
      this.#sizeOnDisk = size
    }
    this.#sizes = this.#sizes.filter(({ serial }) => serial >= upTo)
  }

  #store(page: number, { start, bytes }: Version): void {
    const at = page * pageBytes + start
    if (at + bytes.length > this.#onDisk.length) {
      const larger = Buffer.alloc(Math.max(this.#content.length, at + bytes.length))
      this.#onDisk.copy(larger)
      this.#onDisk = larger
    }
    this.#onDisk.set(bytes, at)
  }

  #revert(number: number, { versions }: PendingPage, random: Random): void {
    const found = Buffer.alloc(pageBytes)
    this.#onDisk.copy(found, 0, number * pageBytes, (number + 1) * pageBytes)
    tear(found, versions, random, { pagesKept: 0.1, sectorBytes: 512 })
    this.#store(number, { serial: 0, start: 0, bytes: found })
    const end = Math.min(this.#size, (number + 1) * pageBytes)
    if (end > number * pageBytes) this.#content.set(found.subarray(0, end - number * pageBytes), number * pageBytes)
    this.#pages.delete(number)
  }
}

/** Applies to a page, sector by sector, as many of its versions as happen to have reached the disk. */
function tear(page: Buffer, versions: readonly Version[], random: Random, survival: Survival): void {
  const kept = random.chance(survival.pagesKept)
  const torn = !kept && random.chance(0.5)
  if (!kept && !torn) return
  for (let sector = 0; sector < page.length; sector += survival.sectorBytes) {
    const count = kept ? versions.length : random.between(0, versions.length)
    for (const { start, bytes } of versions.slice(0, count)) {
      const from = Math.max(start, sector)
      const to = Math.min(start + bytes.length, sector + survival.sectorBytes)
      if (from < to) page.set(bytes.subarray(from - start, to - start), from)
    }
  }
}
