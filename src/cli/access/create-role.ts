import { type Command, InvalidArgumentError } from 'commander'
import type { TrustRules } from '../../dialects/identity-rules.ts'
import { dialectModules } from '../../dialects/registry.ts'
import type { Json } from '../../store/instance.ts'
import { UsageError } from '../listen-address.ts'
import { accepted } from './accepted.ts'
import { applyChange } from './apply-change.ts'
import { callerOf, fullName, holderJson, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import { oneAccount } from './one-account.ts'
import { isDocument, readDocument } from './read-document.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'

interface CreateRoleOptions extends AccessOptions {
  readonly trust: string
  readonly sessionMax?: number
}

export function createRoleCommand(): Command {
  const takes = dialectModules.map(({ name, identities: { trust } }) => `${name}: ${trust.takes}`).join('; ')
  return subcommand('role', 'Create a role, which others assume; Huawei Cloud calls it an agency', [
    'create role reader --trust acme --cloud alibaba',
    'create role reader --trust trust.json --session-max 7200 --cloud alibaba',
    'create agency backup --trust globex --cloud huawei --account acme',
  ])
    .alias('agency')
    .argument('<name>')
    .requiredOption('--trust <who>', `who may assume it (${takes})`)
    .option('--session-max <seconds>', 'how long its credentials last at most', seconds)
    .action((name: string, options: CreateRoleOptions) =>
      onIdentities(options, (identities) => createRole(identities, name, options)),
    )
}

/** @throws InvalidArgumentError */
function seconds(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a number of seconds.')
}

async function createRole(
  identities: Identities,
  name: string,
  { trust: who, sessionMax }: CreateRoleOptions,
): Promise<Report> {
  const owned = oneAccount(identities)
  const { module, account } = owned
  const trust = await trustIn(module.identities.trust, who, identities, account.realm)
  const draft = { account, name, trust, ...(sessionMax !== undefined && { sessionSecondsMax: sessionMax }) }
  const principal = accepted(module.identities.newRole(draft))
  const holder = callerOf(owned, principal)
  const otherwise = { 'exists-already': `There is a ${inWords(holder)} already` }
  await applyChange(identities, { kind: 'add-principal', principal }, otherwise)
  return {
    lines: [`Created ${inWords(holder)}`],
    hints: [`Next: tagplane access attach --to ${fullName(holder)} POLICY`],
    json: { ...holderJson(holder), trust },
  }
}

/** A document, where the vendor has such and `who` is a file or stdin; otherwise trust in what `who` names. */
async function trustIn(
  { documentProblems, inNamed }: TrustRules,
  who: string,
  { store }: Identities,
  realm: string,
): Promise<Json> {
  if (!isDocument(who)) return accepted(inNamed(who, await store.listAccounts(realm))).trust
  if (!documentProblems) throw new UsageError('Name whom to trust, not a file: --trust NAME')
  return readDocument(who, documentProblems)
}
