import pg from 'pg'

/**
 * Loaded into a node on PostgreSQL with `--import`, to show that kills find a loss: its sessions get
 * `synchronous_commit=off`, whatever the node asks for, so that commits are answered before they are on disk.
 */

type Query = (this: pg.Client, query: { readonly text: string }, ...rest: unknown[]) => unknown

const asked = /set_config\('synchronous_commit'.*?end, false\)/s

const query = pg.Client.prototype.query as unknown as Query
const sabotaged: Query = function (statement, ...rest) {
  const text = statement.text?.replace(asked, `set_config('synchronous_commit', 'off', false)`)
  return query.call(this, text === statement.text ? statement : { ...statement, text }, ...rest)
}
pg.Client.prototype.query = sabotaged as unknown as typeof pg.Client.prototype.query
