import { dirname } from 'node:path'
import type { Random } from '../random.ts'
import { SimulatedFile, type Survival } from './simulated-file.ts'

/** What goes wrong on the disk, as long as it does. */
export interface Faults {
  /** Of each write, with this error. */
  readonly write?: 'ENOSPC' | 'EIO' | 'EROFS'
  /** Of each sync. What was to be written is gone, and counts as clean. */
  readonly sync?: 'EIO' | 'EROFS'
  /** Whether pages that could not be written are then read as they lie on disk. */
  readonly reverts?: boolean
  /** The part of the operations that fail. */
  readonly chance: number
  /** Names of the files that it happens to. */
  readonly files: RegExp
}

/** Files by their path. */
export type DiskImage = ReadonlyMap<string, Buffer>

interface Entry {
  readonly file: SimulatedFile
  isOnDisk: boolean
}

interface Descriptor {
  readonly path: string
  /** Absent if it is a folder. */
  readonly file?: SimulatedFile
  failuresSeen: number
}

/** How often the kernel writes back by itself what it then cannot write, where syncs fail. */
const writebackChance = 0.05
const firstDescriptor = 100

/**
 * A disk that forgets at a power cut what was not synced, or keeps some of it; in the words of POSIX and of Linux since
 * 4.13. Folders are synced for the names in them. A failed sync is told once through each open descriptor.
 */
export class SimulatedDisk {
  faults: Faults | undefined
  /** Called before each operation that changes anything or syncs. */
  onOperation: () => void = () => {}
  readonly #random: Random
  readonly #entries = new Map<string, Entry>()
  /** Files whose removal is not on disk. */
  readonly #removed = new Map<string, SimulatedFile>()
  readonly #folders = new Map<string, { isOnDisk: boolean }>([['/', { isOnDisk: true }]])
  readonly #descriptors = new Map<number, Descriptor>()
  #nextDescriptor = firstDescriptor
  #serial = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** The number of operations so far. */
  get position(): number {
    return this.#serial
  }

  exists(path: string): boolean {
    return this.#entries.has(path) || this.#folders.has(path)
  }

  makeFolder(path: string): void {
    this.#step()
    this.#folders.set(path, { isOnDisk: false })
  }

  open(path: string, { create }: { readonly create: boolean }): number {
    const isFolder = this.#folders.has(path)
    const entry = this.#entries.get(path) ?? (create && !isFolder ? this.#create(path) : undefined)
    if (!entry && !isFolder) throw failure('ENOENT')
    const descriptor = this.#nextDescriptor++
    this.#descriptors.set(descriptor, {
      path,
      ...(entry && { file: entry.file }),
      failuresSeen: entry?.file.failures ?? 0,
    })
    return descriptor
  }

  close(descriptor: number): void {
    this.#found(descriptor)
    this.#descriptors.delete(descriptor)
  }

  /** All descriptors are closed, as when a process is killed; what it wrote stays. */
  closeAll(): void {
    this.#descriptors.clear()
  }

  size(descriptor: number): number {
    return this.#file(descriptor).size
  }

  read(descriptor: number, into: Uint8Array, position: number): number {
    return this.#file(descriptor).read(into, position)
  }

  write(descriptor: number, bytes: Uint8Array, position: number): number {
    const file = this.#file(descriptor)
    const serial = this.#step()
    if (!this.#fails(descriptor, this.faults?.write)) file.write(serial, bytes, position)
    else {
      file.write(serial, bytes.slice(0, this.#random.between(0, bytes.length)), position)
      throw failure(this.faults?.write ?? 'EIO')
    }
    if (this.#random.chance(writebackChance) && this.#fails(descriptor, this.faults?.sync)) this.#lose(file, serial)
    return bytes.length
  }

  truncate(descriptor: number, size: number): void {
    const file = this.#file(descriptor)
    const serial = this.#step()
    if (this.#fails(descriptor, this.faults?.write)) throw failure(this.faults?.write ?? 'EIO')
    file.truncate(serial, size)
  }

  sync(descriptor: number): void {
    this.beginSync(descriptor)()
  }

  /** A sync that takes its time: it covers what was done before its begin, and is done when what it returns is called. */
  beginSync(descriptor: number): () => void {
    this.#found(descriptor)
    const upTo = this.#step()
    return () => {
      const open = this.#found(descriptor)
      if (!open.file) this.#syncFolder(open.path)
      else if (this.#fails(descriptor, this.faults?.sync)) this.#lose(open.file, upTo)
      else open.file.synced(upTo)
      const failures = open.file?.failures ?? 0
      if (failures === open.failuresSeen) return
      open.failuresSeen = failures
      throw failure('EIO')
    }
  }

  remove(path: string): void {
    const entry = this.#entries.get(path)
    if (!entry) throw failure('ENOENT')
    this.#step()
    if (entry.isOnDisk) this.#removed.set(path, entry.file)
    this.#entries.delete(path)
  }

  /** Whether a name would still be there after a power cut. */
  isNameOnDisk(path: string): boolean {
    return this.#entries.get(path)?.isOnDisk ?? false
  }

  /** What a power cut at this moment leaves. */
  afterPowerCut(random: Random, survival: Survival): DiskImage {
    const image = new Map<string, Buffer>()
    const folders = new Map(Array.from(this.#folders, ([path, { isOnDisk }]) => [path, isOnDisk || random.chance(0.5)]))
    const keep = (path: string, file: SimulatedFile) => {
      if (folders.get(dirname(path))) image.set(path, file.afterPowerCut(random, survival))
    }
    for (const [path, file] of this.#removed) if (random.chance(0.5)) keep(path, file)
    for (const [path, { file, isOnDisk }] of this.#entries) if (isOnDisk || random.chance(0.5)) keep(path, file)
    return image
  }

  /** All as programs read it. */
  asRead(): DiskImage {
    return new Map(Array.from(this.#entries, ([path, { file }]) => [path, file.asRead()]))
  }

  #step(): number {
    this.onOperation()
    return this.#serial++
  }

  #create(path: string): Entry {
    this.#step()
    const entry = { file: new SimulatedFile(), isOnDisk: false }
    this.#entries.set(path, entry)
    return entry
  }

  #syncFolder(folder: string): void {
    for (const [path, entry] of this.#entries) if (dirname(path) === folder) entry.isOnDisk = true
    for (const [path, entry] of this.#folders) if (dirname(path) === folder) entry.isOnDisk = true
    for (const path of this.#removed.keys()) if (dirname(path) === folder) this.#removed.delete(path)
  }

  #fails(descriptor: number, kind: string | undefined): boolean {
    const { faults } = this
    if (kind === undefined || !faults) return false
    return faults.files.test(this.#found(descriptor).path) && this.#random.chance(faults.chance)
  }

  #lose(file: SimulatedFile, upTo: number): void {
    file.lost(upTo, this.faults?.reverts ?? false, this.#random)
  }

  #found(descriptor: number): Descriptor {
    const found = this.#descriptors.get(descriptor)
    if (!found) throw failure('EBADF')
    return found
  }

  #file(descriptor: number): SimulatedFile {
    const { file } = this.#found(descriptor)
    if (!file) throw failure('EISDIR')
    return file
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code })
}
