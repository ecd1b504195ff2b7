import type { DialectModule } from '../dialect.ts'

/** What of a vendor this dialect works with. */
export type Cloud = Pick<DialectModule, 'name' | 'fleet' | 'explorer'>
