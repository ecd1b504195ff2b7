import type { Command } from 'commander'
import { readPair } from './access/read-pair.ts'
import { editCommand } from './client/change-command.ts'
import { type EditOptions, editFleet } from './client/edit-fleet.ts'
import { endWithReader } from './end-with-reader.ts'

const examples = [
  "tag 'env = prod and owner missing' owner=li.na",
  "tag 'Env exists' env=prod tier=1 --dry-run",
  "tag '@cloud = huawei' reviewed=2026-11 --yes --skip-refused",
]

export function tagCommand(): Command {
  return editCommand('tag', 'Attach tags to the instances of a search', examples)
    .argument('<tags...>', 'key=value, each')
    .action(tag)
}

async function tag(where: string, texts: readonly string[], options: EditOptions): Promise<void> {
  endWithReader()
  const set = texts.map((text) => readPair('the tag', text)).map(([key, value]) => ({ key, value }))
  await editFleet(where, { set }, options)
}
