import { machine } from './machine.ts'

/** What the store takes of `node:fs`, on the simulated disk. */

/** A sync off the main thread takes at most so many turns of the event loop. */
const syncTurnsMax = 6

export function existsSync(path: string): boolean {
  return machine().disk.exists(path)
}

export function statSync(path: string): { dev: number; ino: number; size: number } | undefined {
  const { disk } = machine()
  if (!disk.exists(path)) return undefined
  const descriptor = disk.open(path, { create: false })
  const size = disk.size(descriptor)
  disk.close(descriptor)
  return { dev: 0, ino: 0, size }
}

export function mkdirSync(path: string): void {
  machine().disk.makeFolder(path)
}

export function openSync(path: string): number {
  return machine().disk.open(path, { create: false })
}

export function closeSync(descriptor: number): void {
  machine().disk.close(descriptor)
}

export function readSync(descriptor: number, into: Uint8Array, offset: number, length: number, position: number) {
  return machine().disk.read(descriptor, into.subarray(offset, offset + length), position)
}

export function writeSync(descriptor: number, bytes: Uint8Array, offset: number, length: number, position: number) {
  const { disk, sabotage } = machine()
  return sabotage === 'no-rewrite' ? length : disk.write(descriptor, bytes.subarray(offset, offset + length), position)
}

export function fsyncSync(descriptor: number): void {
  machine().disk.sync(descriptor)
}

export function fdatasyncSync(descriptor: number): void {
  machine().disk.sync(descriptor)
}

export function fdatasync(descriptor: number, done: (error?: unknown) => void): void {
  const { disk, random, sabotage } = machine()
  if (sabotage === 'no-sync-behind') return void setImmediate(done)
  const finish = disk.beginSync(descriptor)
  afterTurns(random.between(0, syncTurnsMax), () => {
    try {
      finish()
    } catch (error) {
      return done(error)
    }
    done(null)
  })
}

function afterTurns(turns: number, work: () => void): void {
  if (turns === 0) setImmediate(work)
  else setImmediate(() => afterTurns(turns - 1, work))
}
