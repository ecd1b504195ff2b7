import { Command } from 'commander'
import { hashPassword } from '../../access/passwords.ts'
import { UsageError } from '../listen-address.ts'
import { findKey } from './access-keys.ts'
import { applyChange } from './apply-change.ts'
import { makeKey, newKeyReport } from './create-key.ts'
import { findHolder } from './find-holder.ts'
import { holderJson, holderName, inWords } from './holder.ts'
import type { Identities } from './identities.ts'
import { newPassword } from './password.ts'
import type { Report } from './report.ts'
import { type AccessOptions, onIdentities, subcommand } from './subcommand.ts'
import { textFields } from './text-table.ts'

export function rotateCommand(): Command {
  return new Command('rotate')
    .description('Give a new key in the place of one, or a new password')
    .addCommand(rotateKeyCommand())
    .addCommand(rotatePasswordCommand())
}

function rotateKeyCommand(): Command {
  return subcommand('key', 'Create another key for the holder of one; the old one stays good', [
    'rotate key LTAI5tExampleOpsKey',
    'rotate key LTAI5tExampleOpsKey --disable-old',
  ])
    .argument('<id>', 'of the old key')
    .option('--disable-old', 'refuse the old one from the next request on', false)
    .action((id: string, options: AccessOptions & { readonly disableOld: boolean }) =>
      onIdentities(options, (identities) => rotateKey(identities, id, options.disableOld)),
    )
}

async function rotateKey(identities: Identities, old: string, disableOld: boolean): Promise<Report> {
  const { key, holder } = await findKey(identities, old)
  if (key.temporary) throw new UsageError(`Access key ${old} is temporary; it ends by itself`)
  const made = await makeKey(identities, holder)
  if (disableOld) {
    await applyChange(identities, { kind: 'enable-access-key', realm: key.principal.realm, id: old, active: false })
  }
  const next = disableOld
    ? [`${old} is disabled. When nobody misses it: tagplane access delete key ${old}`]
    : [
        `${old} is still good. Give the new key to whoever uses it, then: tagplane access disable key ${old}`,
        `When nobody misses it: tagplane access delete key ${old}`,
      ]
  return newKeyReport(`Created an access key of ${inWords(holder)} in the place of ${old}`, made, holder, next)
}

function rotatePasswordCommand(): Command {
  return subcommand('password', 'Set a new password; the tokens issued before are good for nothing', [
    'rotate password user/ann --account acme',
    'rotate password user/ann --password-stdin < password.txt',
  ])
    .argument('<principal>', 'a user')
    .option('--password-stdin', 'read it from stdin; one is made up otherwise', false)
    .action((text: string, options: AccessOptions & { readonly passwordStdin: boolean }) =>
      onIdentities(options, (identities) => rotatePassword(identities, text, options.passwordStdin)),
    )
}

async function rotatePassword(identities: Identities, text: string, fromStdin: boolean): Promise<Report> {
  const holder = await findHolder(identities, text)
  const { module, kind } = holder
  if (kind !== 'user' || !module.identities.passwordObjection)
    throw new UsageError(`${inWords(holder)} has no password`)
  const { password, generated } = await newPassword(module.identities, fromStdin)
  const principal = { ...holderName(holder), kind }
  await applyChange(identities, { kind: 'set-password', principal, passwordHash: await hashPassword(password) })
  return {
    lines: [
      `Set a new password of ${inWords(holder)}; the tokens issued before are good for nothing`,
      ...(generated ? ['', ...textFields([['Password', password]])] : []),
    ],
    hints: generated ? ['The password is shown this once; keep it now'] : [],
    json: { ...holderJson(holder), ...(generated && { password }) },
  }
}
