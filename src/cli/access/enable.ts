import type { Command } from 'commander'
import { UsageError } from '../listen-address.ts'
import { findKey } from './access-keys.ts'
import { applyChange } from './apply-change.ts'
import { findHolder } from './find-holder.ts'
import { holderJson, holderName, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import { keyOrPrincipal } from './key-or-principal.ts'
import type { Report } from './report.ts'
import { onIdentities, subcommand } from './subcommand.ts'

export function enableCommand(): Command {
  return switchCommand(true, 'Let a key or a principal in again')
}

export function disableCommand(): Command {
  return switchCommand(false, 'Refuse a key, or all that a principal shows, from the next request on')
}

function switchCommand(enabled: boolean, description: string): Command {
  const verb = enabled ? 'enable' : 'disable'
  const command = subcommand(verb, description, [`${verb} key LTAI5tExampleOpsKey`, `${verb} user/ops`])
  return keyOrPrincipal(command, (what, options) =>
    onIdentities(options, (identities) =>
      'key' in what ? switchKey(identities, what.key, enabled) : switchHolder(identities, what.principal, enabled),
    ),
  )
}

async function switchKey(identities: Identities, id: string, active: boolean): Promise<Report> {
  const { key, holder } = await findKey(identities, id)
  await applyChange(identities, { kind: 'enable-access-key', realm: key.principal.realm, id, active })
  const done = active ? 'Enabled' : 'Disabled'
  const hint = active && !key.principal.enabled ? [`${inWords(holder)} is disabled, and all his keys with him`] : []
  return { lines: [`${done} access key ${id} of ${inWords(holder)}`], hints: hint, json: { id, active } }
}

async function switchHolder(identities: Identities, text: string, enabled: boolean): Promise<Report> {
  const holder = await findHolder(identities, text)
  if (holder.kind === 'root')
    throw new UsageError(`${inWords(holder)} is the account itself; disable or enable its keys`)
  const name = holderName(holder)
  if (name.kind === 'group') throw new UsageError(`${inWords(holder)} is a group; disable or enable its members`)
  await applyChange(identities, { kind: 'enable-principal', principal: { ...name, kind: name.kind }, enabled })
  return {
    lines: [`${enabled ? 'Enabled' : 'Disabled'} ${inWords(holder)}`],
    json: { ...holderJson(holder), enabled },
  }
}
