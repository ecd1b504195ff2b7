import { readFileSync } from 'node:fs'

/** Where `/proc/PID/stat` has them, counted from the field after the name; the kernel reports 100 ticks a second. */
const userTicksField = 11
const systemTicksField = 12
const ticksPerSecond = 100

/** Resident memory, MiB. */
export interface Memory {
  readonly peak: number
  readonly now: number
}

export function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
  return { peak: field('VmHWM'), now: field('VmRSS') }
}

/** Processor time that a process has used, seconds. */
export function cpuSecondsOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[userTicksField]) + Number(fields[systemTicksField])) / ticksPerSecond
}
