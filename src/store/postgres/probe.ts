import { randomBytes } from 'node:crypto'
import type { Transaction } from './transaction.ts'

/** No tenant: ids of tenants are not empty. */
const nobody = ''
/** More than fits into a page beside another probe's, and random, since what PostgreSQL can pack needs none. */
const bytes = 3000

const insertChange = `insert into change (tenant, revision, instance, key, after, actor, operation, request_id, at)
  values ($1, $2, 'probe', 'probe', $3, 'tagplane', 'probe', 'probe', 0)`
const insertTag = `insert into tag (tenant, instance, key, value, region, position)
  values ($1, $2, 'probe', 'probe', '', 0)`
const removeChange = 'delete from change where tenant = $1 and revision = $2'
const removeTag = 'delete from tag where tenant = $1 and instance = $2'

/**
 * Does what a change does: a row of the log and of the tags, with room in the file and in PostgreSQL's own log, and a
 * commit. Both rows are gone with it, so that nobody sees them. Nodes that probe at once do not meet.
 */
export async function probe(transaction: Transaction): Promise<void> {
  const id = randomBytes(6).readUIntBE(0, 6)
  await Promise.all([
    transaction.run(insertChange, [nobody, id, randomBytes(bytes).toString('base64')]),
    transaction.run(insertTag, [nobody, String(id)]),
    transaction.run(removeChange, [nobody, id]),
    transaction.run(removeTag, [nobody, String(id)]),
  ])
}
