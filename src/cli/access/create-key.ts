import type { Command } from 'commander'
import { UsageError } from '../listen-address.ts'
import { keysOf } from './access-keys.ts'
import { meanwhile } from './apply-change.ts'
import { findHolder } from './find-holder.ts'
import { type Caller, fullName, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'
import { textFields } from './text-table.ts'

/** A key that was made; its secret is nowhere else. */
export interface NewKey {
  readonly id: string
  readonly secret: string
}

export function createKeyCommand(): Command {
  return subcommand('key', 'Create an access key; its secret is shown once', [
    'create key --for user/ops',
    'create key --for acs:ram::1234567890123456:root --json',
  ])
    .requiredOption('--for <principal>', 'whom it belongs to')
    .action((options: AccessOptions & { readonly for: string }) =>
      onIdentities(options, (identities) => createKey(identities, options.for)),
    )
}

async function createKey(identities: Identities, whose: string): Promise<Report> {
  const holder = await findHolder(identities, whose)
  if (!('principal' in holder)) throw new UsageError(`${inWords(holder)} has no keys; its members have`)
  const key = await makeKey(identities, holder)
  return newKeyReport(`Created an access key of ${inWords(holder)}`, key, holder, [])
}

/** @throws UsageError if the holder may not have one more */
export async function makeKey(identities: Identities, holder: Caller): Promise<NewKey> {
  const { module, kind, principal } = holder
  const { keysMax, newKeyId, kindNames } = module.identities
  if (keysMax[kind] === 0) throw new UsageError(`${inWords(holder)} has no keys: every ${kindNames[kind]} is assumed`)
  const access = await identities.access()
  const id = newKeyId()
  const made = await access.createKey({ id, principal, createdAt: Date.now() }, keysMax[kind])
  if (made === 'too-many') throw await tooMany(identities, holder)
  if (made === 'not-found') throw new UsageError(meanwhile)
  return { id, secret: made.secret }
}

async function tooMany(identities: Identities, holder: Caller): Promise<UsageError> {
  const ids = (await keysOf(identities, holder)).filter(({ temporary }) => !temporary).map(({ id }) => id)
  const have = `${inWords(holder)} has ${ids.length} access keys and may have no more: ${ids.join(', ')}`
  return new UsageError(`${have}; delete one first: tagplane access delete key ID`)
}

/** Shows a new key, this once. */
export function newKeyReport(title: string, { id, secret }: NewKey, holder: Caller, hints: readonly string[]): Report {
  return {
    lines: [
      title,
      '',
      ...textFields([
        ['Access key', id],
        ['Secret', secret],
      ]),
    ],
    hints: ['The secret is shown this once; keep it now', ...hints],
    json: { id, secret, holder: fullName(holder) },
  }
}
