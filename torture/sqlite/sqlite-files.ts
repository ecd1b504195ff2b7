import { constants, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SimulatedDisk } from '../disk/simulated-disk.ts'

/** What node-sqlite3-wasm takes of `node:fs`, on a simulated disk. Its locks are folders, which go with the process. */
export function sqliteFiles(disk: SimulatedDisk) {
  const locks = new Set<string>()
  /** SQLite's `unix` VFS syncs the folder with the first sync of a new journal or log. */
  const unnamed = new Map<number, string>()
  return {
    constants,
    readFileSync,
    accessSync(path: string) {
      if (!disk.exists(path) && !locks.has(path)) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' })
    },
    mkdirSync(path: string) {
      if (locks.has(path)) throw Object.assign(new Error('EEXIST'), { code: 'EEXIST' })
      locks.add(path)
    },
    rmdirSync: (path: string) => void locks.delete(path),
    openSync(path: string, flags: number | string) {
      const descriptor = disk.open(path, { create: typeof flags === 'number' && (flags & constants.O_CREAT) !== 0 })
      if (/-(wal|journal)$/.test(path) && !disk.isNameOnDisk(path)) unnamed.set(descriptor, dirname(path))
      return descriptor
    },
    closeSync: (descriptor: number) => disk.close(descriptor),
    fstatSync: (descriptor: number) => ({ size: disk.size(descriptor) }),
    readSync: (descriptor: number, into: Uint8Array, _offset: number, _length: number, position: number | bigint) =>
      disk.read(descriptor, into, Number(position)),
    writeSync: (descriptor: number, bytes: Uint8Array, _offset: number, _length: number, position: number) =>
      disk.write(descriptor, bytes, position),
    ftruncateSync: (descriptor: number, size: number) => disk.truncate(descriptor, size),
    fsyncSync(descriptor: number) {
      disk.sync(descriptor)
      const folder = unnamed.get(descriptor)
      if (folder !== undefined) syncFolder(disk, folder)
      unnamed.delete(descriptor)
    },
    unlinkSync: (path: string) => disk.remove(path),
  }
}

function syncFolder(disk: SimulatedDisk, folder: string): void {
  const descriptor = disk.open(folder, { create: false })
  disk.sync(descriptor)
  disk.close(descriptor)
}
