import { Command } from 'commander'
import { createAccountCommand } from './create-account.ts'
import { createGroupCommand } from './create-group.ts'
import { createKeyCommand } from './create-key.ts'
import { createProjectCommand } from './create-project.ts'
import { createRoleCommand } from './create-role.ts'
import { createUserCommand } from './create-user.ts'

export function createCommand(): Command {
  const command = new Command('create').description('Create an account, a project, a user, a group, a role or a key')
  for (const make of [
    createAccountCommand,
    createProjectCommand,
    createUserCommand,
    createGroupCommand,
    createRoleCommand,
    createKeyCommand,
  ]) {
    command.addCommand(make())
  }
  return command
}
