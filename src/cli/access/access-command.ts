import { Command } from 'commander'
import { attachCommand } from './attach.ts'
import { createCommand } from './create.ts'
import { deleteCommand } from './delete.ts'
import { detachCommand } from './detach.ts'
import { disableCommand, enableCommand } from './enable.ts'
import { explainCommand } from './explain.ts'
import { listCommand } from './list.ts'
import { joinCommand, leaveCommand } from './membership.ts'
import { rotateCommand } from './rotate.ts'
import { showCommand } from './show.ts'

const parts: readonly (() => Command)[] = [
  listCommand,
  showCommand,
  explainCommand,
  createCommand,
  attachCommand,
  detachCommand,
  joinCommand,
  leaveCommand,
  enableCommand,
  disableCommand,
  rotateCommand,
  deleteCommand,
]

/** Who may do what: the identities of a data folder, while a server runs on it or not. */
export function accessCommand(): Command {
  const command = new Command('access').description(
    'Keep accounts, users, groups, roles, keys and policies, and explain decisions; a running server obeys at once',
  )
  for (const part of parts) command.addCommand(part())
  return command
}
