import { Argument, Command } from 'commander'
import { scripts } from './completion/scripts.ts'
import { type Shell, shells } from './completion/written-for-shell.ts'
import { endWithReader } from './end-with-reader.ts'
import { write } from './print-lines.ts'

export function completionCommand(): Command {
  return new Command('completion')
    .description('Print a script that completes commands, options, and the tag keys and values of a server')
    .addArgument(new Argument('<shell>', 'put source <(tagplane completion bash) into ~/.bashrc').choices(shells))
    .allowExcessArguments(false)
    .action(async (shell: Shell) => {
      endWithReader()
      await write(scripts[shell])
    })
}
