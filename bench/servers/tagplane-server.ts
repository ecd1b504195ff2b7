import { mkdirSync } from 'node:fs'
import { startServerProcess } from './server-process.ts'

/** Where the CPU profile of a server goes when it ends. */
export interface ProfileFile {
  readonly folder: string
  readonly name: string
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
