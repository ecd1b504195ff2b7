import type { IdentityChange, IdentityOutcome } from '../../store/identity-change.ts'
import { UsageError } from '../listen-address.ts'
import type { Identities } from './identities.ts'

/** What to tell a person if a change was not done, by why. */
export type Otherwise = Partial<Readonly<Record<Exclude<IdentityOutcome, 'done'>, string>>>

/** @throws UsageError unless the change was done */
export async function applyChange(
  { store }: Pick<Identities, 'store'>,
  change: IdentityChange,
  otherwise: Otherwise = {},
): Promise<void> {
  const outcome = await store.changeIdentities(change)
  if (outcome !== 'done') throw new UsageError(otherwise[outcome] ?? meanwhile)
}

/** What was there when the command looked is gone when it acts, or the other way round. */
export const meanwhile =
  'Somebody else changed the same thing meanwhile; look with "tagplane access list" and try again'
