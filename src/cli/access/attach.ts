import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { attachmentProblems } from '../../access/policy/attached-policies.ts'
import { policyName } from '../../dialects/seed-policies.ts'
import type { AttachedPolicy } from '../../store/identity.ts'
import { UsageError } from '../listen-address.ts'
import { applyChange } from './apply-change.ts'
import { closestText } from './closest-text.ts'
import { findHolder } from './find-holder.ts'
import { type Holder, holderJson, holderName, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import { isDocument, readDocument } from './read-document.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'

interface AttachOptions extends AccessOptions {
  readonly to: string
  readonly name?: string
}

export function attachCommand(): Command {
  return subcommand('attach', 'Attach a policy to a user, a group or a role', [
    'attach --to user/ops AliyunKvstoreReadOnlyAccess',
    'attach --to user/ops untag-test.json',
    'attach --to group/testers --name untag-test - < policy.json',
  ])
    .argument('<policy>', 'a system policy by its name, or a file with a document; - for stdin')
    .requiredOption('--to <principal>', 'whom it is attached to')
    .option('--name <name>', 'what the policy is called there; the name of the file otherwise')
    .action((policy: string, options: AttachOptions) =>
      onIdentities(options, (identities) => attach(identities, policy, options)),
    )
}

async function attach(identities: Identities, text: string, { to, name }: AttachOptions): Promise<Report> {
  const holder = await findHolder(identities, to)
  const holderToChange = holderName(holder)
  const policy = await policyFrom(holder, text, name)
  const before = holder.policies.some((each) => each.name === policy.name)
  await applyChange(identities, { kind: 'attach-policy', holder: holderToChange, policy })
  const isAdministrator = 'principal' in holder && holder.principal.administrator
  return {
    lines: [`${before ? 'Replaced' : 'Attached'} policy ${policy.name} of ${inWords(holder)}`],
    hints: isAdministrator ? [`${inWords(holder)} is an administrator: he may do everything, whatever it says`] : [],
    json: { ...holderJson(holder), policy: policy.name, replaced: before },
  }
}

/** @throws UsageError naming each problem of a document, with its line */
async function policyFrom({ module }: Holder, text: string, named: string | undefined): Promise<AttachedPolicy> {
  const { attachable } = module.identities
  const { systemPolicies } = attachable
  if (Object.hasOwn(systemPolicies, text)) {
    if (named === undefined || named === text) return { name: text }
    throw new UsageError(`${text} is a system policy and keeps its name; leave --name out`)
  }
  if (!isDocument(text)) throw new UsageError(noSuchPolicy(text, Object.keys(systemPolicies)))
  const name = named ?? nameOfFile(text)
  if (Object.hasOwn(systemPolicies, name)) throw new UsageError(`${name} is a system policy; give another --name`)
  if (!policyName.safeParse(name).success) throw new UsageError(`Cannot call a policy "${name}"; ${nameRule}`)
  const problemsIn = (document: unknown) => attachmentProblems(attachable, { name, document: document as never })
  return { name, document: await readDocument(text, problemsIn) }
}

const nameRule = 'give --name with 1 to 128 letters, digits, blanks, "-", "_", "." or "@"'

function nameOfFile(path: string): string {
  if (path === '-') throw new UsageError('Say what the policy on stdin is called: --name NAME')
  return basename(path, extname(path))
}

function noSuchPolicy(text: string, systemPolicies: readonly string[]): string {
  const slip = closestText(text, systemPolicies)
  if (slip !== undefined) return `There is no file "${text}"; did you mean the system policy "${slip}"?`
  return `There is no file "${text}", and no system policy; those are ${systemPolicies.join(', ')}`
}
