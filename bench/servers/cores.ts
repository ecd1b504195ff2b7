import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

const clientCore = '0'
const serverCore = '1'

/** Whether client and servers can each have a core of their own here. */
export const canPin = availableParallelism() > 1 && hasTaskset()

/** Keeps the whole of this process on the client's core. */
export function pinClient(): void {
  if (canPin) execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', clientCore, String(process.pid)])
}

/** A command that runs on the servers' core. */
export function onServerCore(command: readonly string[]): readonly string[] {
  return canPin ? ['taskset', '--cpu-list', serverCore, ...command] : command
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
