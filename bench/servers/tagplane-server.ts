import { mkdirSync } from 'node:fs'
import type { Load } from '../loads/load.ts'
import type { BenchOptions } from '../options.ts'
import { startServerProcess } from './server-process.ts'

/** Where the CPU profile of a server goes when it ends. */
export interface ProfileFile {
  readonly folder: string
  readonly name: string
}

/** Where it goes under this load, if a profile is wanted. */
export function profileOf({ profile }: BenchOptions, { name }: Load): ProfileFile | undefined {
  return profile === undefined ? undefined : { folder: profile, name }
}

/**
 * The built server on a data folder, at its default settings.
 * @param args further arguments of `serve`
 */
export function startTagplane(data: string, args: readonly string[] = [], profile?: ProfileFile) {
  if (profile) mkdirSync(profile.folder, { recursive: true })
  const nodeArgs = profile
    ? ['--cpu-prof', `--cpu-prof-dir=${profile.folder}`, `--cpu-prof-name=${profile.name}.cpuprofile`]
    : []
  const serve = ['serve', '--listen', '127.0.0.1:0', '--data', data, ...args]
  return startServerProcess('../../bin/tagplane.js', serve, nodeArgs)
}
