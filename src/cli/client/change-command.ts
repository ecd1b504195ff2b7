import type { Command } from 'commander'
import { clientCommand } from './client-command.ts'

/** A command that changes tags: it shows what would change, and asks. */
export function changeCommand(name: string, description: string, examples: readonly string[]): Command {
  return clientCommand(name, description, examples)
    .option('--yes', 'do it without being asked', false)
    .option('--dry-run', 'only show what would change', false)
}

/** One that edits the instances of a selector. */
export function editCommand(name: string, description: string, examples: readonly string[]): Command {
  return changeCommand(name, description, examples)
    .option('--skip-refused', 'leave out the instances that are refused', false)
    .option('--in-parts', 'more instances than a call takes: a part after the other, each undone by itself', false)
    .argument('<selector>', 'which ones: env = prod and owner missing')
}
