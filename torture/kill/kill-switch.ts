import { Worker } from 'node:worker_threads'

/** Loaded into a server with `--import`, with what makes it die at a named point; the server knows nothing of it. */

/** The point, and the number of commits before; the environment names them. */
const point = process.env.TAGPLANE_TORTURE_POINT ?? ''
const commitsBefore = Number(process.env.TAGPLANE_TORTURE_COMMITS)

let commits = 0

/** Counts a commit, and tells at which of its points to die; undefined while it is too early. */
export function pointOfThisCommit(): string | undefined {
  return ++commits > commitsBefore ? point : undefined
}

export function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** A thread that kills the process, even while this one is inside a call. */
const waiting = new Int32Array(new SharedArrayBuffer(4))
const source = `
  const { waiting } = require('node:worker_threads').workerData
  Atomics.wait(waiting, 0, 0)
  const end = process.hrtime.bigint() + BigInt(Atomics.load(waiting, 0)) * 1000n
  while (process.hrtime.bigint() < end);
  process.kill(process.pid, 'SIGKILL')`
new Worker(source, { eval: true, workerData: { waiting } }).unref()

/** Dies at a random moment within so many microseconds. */
export function dieWithin(microseconds: number): void {
  Atomics.store(waiting, 0, 1 + Math.floor(Math.random() * microseconds))
  Atomics.notify(waiting, 0)
}
