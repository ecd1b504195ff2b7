import type { Command } from 'commander'
import type { Group } from '../../store/identity.ts'
import { UsageError } from '../listen-address.ts'
import { applyChange } from './apply-change.ts'
import { fullName, type Holder, holderJson, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import { oneAccount } from './one-account.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'

export function createGroupCommand(): Command {
  return subcommand('group', 'Create a group of users, who share its policies', [
    'create group testers --cloud alibaba',
  ])
    .argument('<name>')
    .action((name: string, options: AccessOptions) =>
      onIdentities(options, (identities) => createGroup(identities, name)),
    )
}

async function createGroup(identities: Identities, name: string): Promise<Report> {
  const { module, account } = oneAccount(identities)
  const objection = module.identities.groupNameObjection(name)
  if (objection !== undefined) throw new UsageError(objection)
  const group: Group = { realm: account.realm, account: account.id, name, policies: [] }
  const holder: Holder = { module, account, kind: 'group', group, name, policies: [] }
  const otherwise = { 'exists-already': `There is a ${inWords(holder)} already` }
  await applyChange(identities, { kind: 'add-group', group }, otherwise)
  return {
    lines: [`Created ${inWords(holder)}`],
    hints: [
      `Next: tagplane access attach --to ${fullName(holder)} POLICY; tagplane access join ${fullName(holder)} USER`,
    ],
    json: holderJson(holder),
  }
}
