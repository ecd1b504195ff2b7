import type { Command } from 'commander'
import { applyChange } from './apply-change.ts'
import { findHolder } from './find-holder.ts'
import { holderJson, holderName, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'

export function detachCommand(): Command {
  return subcommand('detach', 'Detach a policy', ['detach --from user/ops untag-test'])
    .argument('<policy>', 'its name')
    .requiredOption('--from <principal>', 'whom it is attached to')
    .action((policy: string, options: AccessOptions & { readonly from: string }) =>
      onIdentities(options, (identities) => detach(identities, policy, options.from)),
    )
}

async function detach(identities: Identities, policy: string, from: string): Promise<Report> {
  const holder = await findHolder(identities, from)
  const attached = holder.policies.map(({ name }) => name)
  const those = attached.length > 0 ? `it has ${attached.join(', ')}` : 'it has none'
  await applyChange(
    identities,
    { kind: 'detach-policy', holder: holderName(holder), policy },
    { 'not-found': `${inWords(holder)} has no policy "${policy}" of its own; ${those}` },
  )
  return {
    lines: [`Detached policy ${policy} of ${inWords(holder)}`],
    json: { ...holderJson(holder), policy, detached: true },
  }
}
