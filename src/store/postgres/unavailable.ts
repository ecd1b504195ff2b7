import { StoreUnavailable } from '../store-error.ts'

/**
 * Conditions that pass by themselves, by SQLSTATE or the beginning of it (PostgreSQL manual, appendix A): connections,
 * resources, a server that stops, starts or has become a standby, a statement that took too long or met a deadlock.
 */
const passing = ['08', '53', '57P', '57014', '58', '25006', '25P03', '40', '55P03']

/**
 * What somebody mends on the server while nodes run: a role that may not log in, a password that is another one, rights
 * that were taken away, a database that is absent.
 */
const denying = ['28', '42501', '3D000']

/** What went wrong with a query: {@link StoreUnavailable} if it may pass by itself, else the error as it is. */
export function asUnavailable(error: Error): Error {
  if (error instanceof StoreUnavailable) return error
  const state = sqlState(error)
  const isOneOf = (conditions: readonly string[]) => conditions.some((condition) => state?.startsWith(condition))
  const reason = error.message || ('code' in error ? String(error.code) : error.name)
  if (isOneOf(denying)) return new StoreUnavailable(`PostgreSQL does not allow it: ${reason}`, { cause: error })
  if (state !== undefined && !isOneOf(passing)) return error
  return new StoreUnavailable(`PostgreSQL is out of reach: ${reason}`, { cause: error })
}

/** The SQLSTATE of an error that the server answered; undefined if it comes from the connection. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'severity' in error && 'code' in error ? String(error.code) : undefined
}

/** Class XX of SQLSTATE, as far as it is about what is stored: data_corrupted, index_corrupted. */
const corrupted = ['XX001', 'XX002']

/** What the server says of its files if that is why a statement failed. */
export function damageIn(error: unknown): string | undefined {
  return error instanceof Error && corrupted.includes(sqlState(error) ?? '') ? error.message : undefined
}
