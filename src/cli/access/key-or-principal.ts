import type { Command } from 'commander'
import { UsageError } from '../listen-address.ts'
import type { AccessOptions } from './subcommand.ts'

/** What a command of two forms acts on: `key ID`, or `PRINCIPAL`. */
export type KeyOrPrincipal = { readonly key: string } | { readonly principal: string }

/** Gives a command both forms. */
export function keyOrPrincipal(
  command: Command,
  act: (what: KeyOrPrincipal, options: AccessOptions) => Promise<void>,
): Command {
  return command
    .usage('[options] key <id> | <principal>')
    .argument('<what>', 'key, or user/NAME, a name, an id, an ARN or URN')
    .argument('[id]', 'of the key')
    .action((what: string, id: string | undefined, options: AccessOptions) => act(read(command, what, id), options))
}

/** @throws UsageError */
function read(command: Command, what: string, id: string | undefined): KeyOrPrincipal {
  const verb = command.name()
  if (what === 'key') {
    if (id !== undefined) return { key: id }
    throw new UsageError(`Say which key: tagplane access ${verb} key ID`)
  }
  if (id === undefined) return { principal: what }
  throw new UsageError(`Give one at a time: tagplane access ${verb} ${what}`)
}
