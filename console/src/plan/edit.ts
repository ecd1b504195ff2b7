import type { Takes } from '../api/call-api.ts'

/** Which instances an edit is about. */
export type Chosen = Pick<Takes<'PreviewEdit'>, 'where' | 'instances'>

/** What an edit does to their tags. */
export type Edit = Pick<Takes<'PreviewEdit'>, 'set' | 'unset' | 'replace'>
