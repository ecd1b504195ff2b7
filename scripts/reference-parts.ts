import type { RequiredAccess } from '../src/dialects/required-access.ts'
import type { WireError } from '../src/dialects/wire-error.ts'
import { code, table } from './markdown.ts'

/** What a caller must be allowed, in a few words. */
export function accessInWords({ action, level, resources }: RequiredAccess): string {
  return action === undefined ? 'needs no permission' : `action ${code(action)} (${level}) on ${code(resources)}`
}

/** A row for each error. */
export function errorTable(errors: readonly WireError[]): string {
  return table(
    ['Status', 'Code', 'Message'],
    errors.map((error) => [String(error.status), code(error.code), error.message]),
  )
}
