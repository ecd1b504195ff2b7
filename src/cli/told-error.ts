import { VaultError } from '../access/vault.ts'
import { SeedFileError } from '../server/seed-file.ts'
import { asUnavailable as asPostgresAway, sqlState } from '../store/postgres/unavailable.ts'
import { asUnavailable as asDiskIll } from '../store/sqlite/unavailable.ts'
import { StoreError, StoreUnavailable } from '../store/store-error.ts'
import { ApiFailure, Refusal } from './client/api-failure.ts'
import { UsageError } from './listen-address.ts'

const mendable = [ApiFailure, Refusal, UsageError, StoreError, StoreUnavailable, SeedFileError, VaultError]
const damaged = /^SQLITE_(CORRUPT|NOTADB)/

/** What the person can mend, in a sentence; undefined if it is a bug. */
export function toldError(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (mendable.some((kind) => error instanceof kind)) return error.message
  const state = sqlState(error)
  const told = state === undefined ? asDiskIll(error) : asPostgresAway(error)
  if (told instanceof StoreUnavailable) return told.message
  if ('code' in error && damaged.test(String(error.code))) {
    return `The data is damaged: ${error.message} (${error.code}); restore a backup`
  }
  return 'syscall' in error ? `The system refuses it: ${error.message}` : undefined
}
