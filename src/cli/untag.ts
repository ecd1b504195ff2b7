import type { Command } from 'commander'
import { editCommand } from './client/change-command.ts'
import { type EditOptions, editFleet } from './client/edit-fleet.ts'
import { endWithReader } from './end-with-reader.ts'

const examples = ["untag 'enviroment exists' enviroment", "untag '@id = r-bp1example0000001' env owner --yes"]

export function untagCommand(): Command {
  return editCommand('untag', 'Remove tags from the instances of a search', examples)
    .argument('<keys...>', 'tag keys, whatever their values')
    .action(untag)
}

async function untag(where: string, keys: readonly string[], options: EditOptions): Promise<void> {
  endWithReader()
  await editFleet(where, { unset: keys }, options)
}
