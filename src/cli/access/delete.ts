import type { Command } from 'commander'
import { findKey, keysOf } from './access-keys.ts'
import { applyChange } from './apply-change.ts'
import { findHolder } from './find-holder.ts'
import { type Holder, holderJson, holderName, inWords, shortName } from './holder.ts'
import type { Identities } from './identities.ts'
import { keyOrPrincipal } from './key-or-principal.ts'
import type { Report } from './report.ts'
import { membersOf } from './show.ts'
import { onIdentities, subcommand } from './subcommand.ts'

export function deleteCommand(): Command {
  const examples = ['delete key LTAI5tExampleOpsKey', 'delete user/ops', 'delete group/testers']
  const command = subcommand('delete', 'Delete a key, or a principal with all he has, without asking', examples)
  return keyOrPrincipal(command, (what, options) =>
    onIdentities(options, (identities) =>
      'key' in what ? deleteKey(identities, what.key) : deleteHolder(identities, what.principal),
    ),
  )
}

async function deleteKey(identities: Identities, id: string): Promise<Report> {
  const { key, holder } = await findKey(identities, id)
  await applyChange(identities, { kind: 'remove-access-key', realm: key.principal.realm, id })
  return { lines: [`Deleted access key ${id} of ${inWords(holder)}`], json: { id, deleted: true } }
}

async function deleteHolder(identities: Identities, text: string): Promise<Report> {
  const holder = await findHolder(identities, text)
  const gone = await belongings(identities, holder)
  await applyChange(identities, { kind: 'remove-holder', holder: holderName(holder) })
  const lines = gone.map(([what, names]) => `  ${what}: ${names.join(', ')}`)
  return {
    lines: [`Deleted ${inWords(holder)}${lines.length > 0 ? ', and with it' : ''}`, ...lines],
    json: { ...holderJson(holder), deleted: true, ...Object.fromEntries(gone) },
  }
}

/** What goes with a holder. */
async function belongings(
  identities: Identities,
  holder: Holder,
): Promise<readonly (readonly [what: string, names: readonly string[]])[]> {
  const keys = await keysOf(identities, holder)
  const members = await membersOf(identities, holder)
  const groups = 'principal' in holder ? holder.principal.groups : []
  const all: readonly (readonly [string, readonly string[]])[] = [
    ['keys', keys.map(({ id }) => id)],
    ['policies', holder.policies.map(({ name }) => name)],
    ['groups', groups.map(({ name }) => name)],
    ['members', members.map(shortName)],
  ]
  return all.filter(([, names]) => names.length > 0)
}
