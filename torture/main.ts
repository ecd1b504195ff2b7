import { Command } from 'commander'
import { killCommand } from './kill/command.ts'
import { linearizabilityCommand } from './linearizability/command.ts'
import { faultsCommand, powerCutCommand } from './simulation/command.ts'
import { soakCommand } from './soak/command.ts'

const commands = [killCommand(), powerCutCommand(), faultsCommand(), linearizabilityCommand(), soakCommand()]

const program = new Command('torture')
  .description('Tries to make Tagplane break its promises; ends with status 1 if one is broken')
  .usage('<what> [options]')
for (const command of commands) program.addCommand(command)
await program.parseAsync()
