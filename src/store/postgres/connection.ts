import pg from 'pg'
import { StoreUnavailable } from '../store-error.ts'
import { type Answer, Queries, type Value } from './queries.ts'
import { fromStoredJson } from './stored-json.ts'
import { fromStored, toStored } from './stored-text.ts'
import { asUnavailable, sqlState } from './unavailable.ts'

/** How long a server may take to accept a connection, milliseconds. */
const connectMsMax = 3000
/** How much longer than the server's own limit an answer is waited for, milliseconds. */
const answerMsGrace = 1000
/** Statements prepared on a connection: more than this program has. */
const preparedMax = 500

const readOnly = '25006'

/** Object ids of PostgreSQL's own types, which never change. */
const oids = { bytea: 17, int8: 20, int4: 23, text: 25, json: 114 } as const

/** Whatever the server or the role is set to: what is acknowledged is on disk, and a standby is not written to. */
const prepareSession = `
  select set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $1, false),
    set_config('default_transaction_isolation', 'read committed', false), set_config('jit', 'off', false),
    set_config('synchronous_commit', case when current_setting('synchronous_commit') in ('off', 'local') then 'on'
      else current_setting('synchronous_commit') end, false),
    pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "isStandby"`

const names = new Map<string, string>()

/** One connection. Statements are sent as they come, each without waiting for the answer to the one before. */
export class Connection extends Queries {
  readonly #client: pg.Client
  isLost = false

  constructor(client: pg.Client) {
    super()
    this.#client = client
    const lost = () => {
      this.isLost = true
    }
    client.on('error', lost)
    client.on('end', lost)
  }

  send(text: string, values: readonly Value[], isPlannedAnew = false): Promise<Answer> {
    const name = isPlannedAnew ? undefined : nameOf(text)
    const query = { text, values: values.map(toParameter), ...(name !== undefined && { name }) }
    return new Promise((done, failed) => {
      this.#client.query(query, (error: Error | null, answer: pg.QueryResult) => {
        if (error) failed(this.#met(error))
        else done({ command: answer.command, rows: answer.rows, count: answer.rowCount ?? 0 })
      })
    })
  }

  /** Runs statements without parameters, separated by semicolons. */
  async script(text: string): Promise<void> {
    await this.#client.query(text).catch((error) => {
      throw asUnavailable(error)
    })
  }

  /** A server that has become a standby is left, so that the one in its place is found. */
  #met(error: Error): Error {
    if (sqlState(error) === readOnly) this.close().catch(() => {})
    return asUnavailable(error)
  }

  async close(): Promise<void> {
    this.isLost = true
    await this.#client.end()
  }
}

/**
 * Connects to the first of `servers` that takes writes.
 * @param statementMsMax how long a statement may take, 0: as long as it wants
 * @throws StoreUnavailable if none does
 */
export async function connect(servers: readonly string[], statementMsMax: number): Promise<Connection> {
  let failure: unknown
  for (const server of servers) {
    try {
      return await connectTo(server, statementMsMax)
    } catch (error) {
      failure ??= error
    }
  }
  throw failure
}

async function connectTo(server: string, statementMsMax: number): Promise<Connection> {
  const client = new pg.Client({
    connectionString: server,
    connectionTimeoutMillis: connectMsMax,
    keepAlive: true,
    pipeline: true,
    fallback_application_name: 'tagplane',
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
    ...(statementMsMax > 0 && { query_timeout: statementMsMax + answerMsGrace }),
  })
  const connection = new Connection(client)
  try {
    await client.connect()
  } catch (error) {
    throw asUnavailable(error as Error)
  }
  const session = await connection.get<{ isStandby: boolean }>(prepareSession, [`${statementMsMax}`])
  if (!session?.isStandby) return connection
  await connection.close()
  throw new StoreUnavailable('PostgreSQL is out of reach: the server takes no writes')
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= preparedMax) return known
  const name = `tagplane_${names.size}`
  names.set(text, name)
  return name
}

function toParameter(value: Value): unknown {
  if (typeof value === 'string') return toStored(value)
  return Array.isArray(value) ? value.map(toParameter) : value
}

function typeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === oids.text) return fromStored
  if (oid === oids.json) return fromStoredJson
  if (oid === oids.int8 || oid === oids.int4) return Number
  return pg.types.getTypeParser(oid, format as 'text')
}
