import type { Command } from 'commander'
import { UsageError } from '../listen-address.ts'
import { applyChange } from './apply-change.ts'
import { findHolder } from './find-holder.ts'
import { type Holder, holderName, inWords, shortName } from './holder.ts'
import type { Identities } from './identities.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'

export function joinCommand(): Command {
  return membershipCommand('join', 'Make a user a member of a group, whose policies are then his too', join)
}

export function leaveCommand(): Command {
  return membershipCommand('leave', 'End the membership of a user in a group', leave)
}

type Work = (identities: Identities, group: Holder, user: Holder) => Promise<string>

function membershipCommand(verb: string, description: string, work: Work): Command {
  return subcommand(verb, description, [`${verb} testers ops`, `${verb} group/testers user/ops --account acme`])
    .argument('<group>')
    .argument('<user>')
    .action((group: string, user: string, options: AccessOptions) =>
      onIdentities(options, (identities) => change(identities, group, user, work)),
    )
}

/** The user is looked for in the account of the group. */
async function change(identities: Identities, groupName: string, userName: string, work: Work): Promise<Report> {
  const group = await findHolder(identities, groupName)
  if (group.kind !== 'group') throw new UsageError(`${inWords(group)} is no group`)
  const user = await findHolder({ ...identities, accounts: [group] }, userName)
  if (user.kind !== 'user') throw new UsageError(`${inWords(user)} is no user; only users are members of groups`)
  const line = await work(identities, group, user)
  return { lines: [line], json: { group: group.name, user: user.name, account: group.account.id } }
}

async function join(identities: Identities, group: Holder, user: Holder): Promise<string> {
  const isMember = memberships(user).includes(group.name)
  await applyChange(identities, { kind: 'add-member', group: holderName(group), user: user.name })
  return `${inWords(user)} is ${isMember ? 'a member already' : 'now a member'} of ${shortName(group)}`
}

async function leave(identities: Identities, group: Holder, user: Holder): Promise<string> {
  const otherwise = { 'not-found': `${inWords(user)} is no member of ${shortName(group)}` }
  await applyChange(identities, { kind: 'remove-member', group: holderName(group), user: user.name }, otherwise)
  return `${inWords(user)} is no longer a member of ${shortName(group)}`
}

function memberships(user: Holder): readonly string[] {
  return 'principal' in user ? user.principal.groups.map(({ name }) => name) : []
}
