import { UsageError } from '../listen-address.ts'
import type { Identities, OwnedAccount } from './identities.ts'

/** The account that something is to be made in. @throws UsageError unless the scope has exactly one */
export function oneAccount({ accounts }: Identities): OwnedAccount {
  const [one, another] = accounts
  if (one && !another) return one
  if (!one) throw new UsageError('There is no account yet; make one with "tagplane access create account"')
  const names = accounts.map(
    ({ module, account: { id, name } }) => `  --cloud ${module.name} --account ${id}   ${name}`,
  )
  throw new UsageError(['Say in which account:', ...names].join('\n'))
}
