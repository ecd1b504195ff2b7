import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { ApiFailure, Refusal } from './client/api-failure.ts'
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

/** Where the answer is no, and a person has nothing to mend in what he asked. */
const refusedStatus = 3
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
  search: async () => (await import('./search.ts')).searchCommand(),
  tag: async () => (await import('./tag.ts')).tagCommand(),
  untag: async () => (await import('./untag.ts')).untagCommand(),
  history: async () => (await import('./history.ts')).historyCommand(),
  undo: async () => (await import('./undo.ts')).undoCommand(),
  completion: async () => (await import('./completion.ts')).completionCommand(),
  access: async () => (await import('./access/access-command.ts')).accessCommand(),
}

/** What the shells call, not people. */
const hidden: typeof commands = {
  complete: async () => (await import('./complete.ts')).completeCommand(commands),
}

/** Adds a command, which then speaks as `parent` does, and so do its own commands. */
function add(command: Command, parent: Command): void {
  if (command.parent !== parent) parent.addCommand(command)
  command.copyInheritedSettings(parent)
  for (const part of command.commands) add(part, command)
}

function isRefusal(error: unknown): boolean {
  return error instanceof Refusal || (error instanceof ApiFailure && error.isRefusal)
}

/** Runs the `tagplane` command. What the person can mend is told in a line, with status 1; the rest is a bug. */
export async function run(argv: readonly string[]): Promise<void> {
  process.umask(filesForOthers)
  const program = new Command('tagplane')
    .description('Serve the tag APIs of ApsaraDB for Redis and Huawei Cloud DDS to the vendors’ own clients')
    .version(version)
    .showHelpAfterError('Run with --help for the options')
  const [, , name = ''] = argv
  const all = { ...commands, ...hidden }
  const asked = Object.hasOwn(all, name) ? [all[name]] : Object.values(commands)
  for (const load of asked) if (load) add(await load(), program)
  try {
    dropUnsetVariables(process.env)
    await program.parseAsync(argv)
  } catch (error) {
    const told = toldError(error)
    console.error(told === undefined ? error : `tagplane: ${told}`)
    process.exitCode = isRefusal(error) ? refusedStatus : 1
  }
}
