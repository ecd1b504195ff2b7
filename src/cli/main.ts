import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { UsageError } from './listen-address.ts'
import { toldError } from './told-error.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

/**
 * A variable set to nothing counts as not set, and a switch is `true` or `false`: commander takes any value for `true`.
 * @throws UsageError
 */
function dropUnsetVariables(env: NodeJS.ProcessEnv): void {
  for (const [name, value = ''] of Object.entries(env)) {
    if (name.startsWith('TAGPLANE_') && value === '') delete env[name]
  }
  const demo = env.TAGPLANE_DEMO?.toLowerCase()
  if (demo === 'false' || demo === '0') delete env.TAGPLANE_DEMO
  else if (demo !== undefined && demo !== 'true' && demo !== '1') {
    throw new UsageError(`Cannot read TAGPLANE_DEMO "${demo}"; give true or false`)
  }
}

/** What other users may not do with the files that a command makes: anything. */
const filesForOthers = 0o077

/** Each is loaded when it is asked for, and all of them for the help: a person waits meanwhile. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  audit: async () => (await import('./audit.ts')).auditCommand(),
  backup: async () => (await import('./backup.ts')).backupCommand(),
  restore: async () => (await import('./restore.ts')).restoreCommand(),
  copy: async () => (await import('./copy.ts')).copyCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
  access: async () => (await import('./access/access-command.ts')).accessCommand(),
}

/** Adds a command, which then speaks as `parent` does, and so do its own commands. */
function add(command: Command, parent: Command): void {
  if (command.parent !== parent) parent.addCommand(command)
  command.copyInheritedSettings(parent)
  for (const part of command.commands) add(part, command)
}

/** Runs the `tagplane` command. What the person can mend is told in a line, with status 1; the rest is a bug. */
export async function run(argv: readonly string[]): Promise<void> {
  process.umask(filesForOthers)
  const program = new Command('tagplane')
    .description('Serve the tag APIs of ApsaraDB for Redis and Huawei Cloud DDS to the vendors’ own clients')
    .version(version)
    .showHelpAfterError('Run with --help for the options')
  const [, , name = ''] = argv
  const asked = Object.hasOwn(commands, name) ? [commands[name]] : Object.values(commands)
  for (const load of asked) if (load) add(await load(), program)
  try {
    dropUnsetVariables(process.env)
    await program.parseAsync(argv)
  } catch (error) {
    const told = toldError(error)
    console.error(told === undefined ? error : `tagplane: ${told}`)
    process.exitCode = 1
  }
}
