import { StoreError } from '../store-error.ts'

const protocols = /^postgres(ql)?:\/\//
/** As libpq means them (PostgreSQL manual, "SSL Support"); its `allow` and `prefer` promise nothing. */
const sslModes = ['disable', 'require', 'verify-ca', 'verify-full']

/** Whether a store is named by a URL of PostgreSQL. */
export function isPostgresUrl(text: string): boolean {
  return protocols.test(text)
}

/** Parameters of the URL: those of libpq that `pg` knows and that take nothing from how this program connects. */
const parameters = [
  ...['sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'options', 'application_name', 'target_session_attrs'],
  ...['host', 'user', 'password'],
]

/** A name, an address or nothing, and a port. */
const host = String.raw`(?:\[[^\]@/?#]*\]|[^@/?#:,[\]]*)(?::\d*)?`
/**
 * A URL that can be read in one way only: a password with an `@`, `/`, `?` or `#` in it leaves an `@` behind the
 * authority, or what is no port behind a colon.
 */
const readable = new RegExp(
  String.raw`^(?<scheme>\w+:\/\/)(?<user>[^@/?#]*@)?(?<hosts>${host}(?:,${host})*)(?<path>\/[^@?#]*)?(?<query>\?[^@#]*)?$`,
)

/**
 * One URL for each server that `url` names, in its order: `postgres://user@first:5432,second/db` names two, a server
 * and those that may take its place.
 * @throws StoreError if it is no such URL; the message does not repeat it, for it may hold a password
 */
export function serverUrls(url: string): readonly string[] {
  const { scheme = '', user = '', hosts, path = '', query = '' } = readable.exec(url)?.groups ?? {}
  if (hosts === undefined || !isPostgresUrl(url)) throw unreadable()
  assertParameters(new URLSearchParams(query))
  return hosts.split(',').map((one) => withLibpqModes(`${scheme}${user}${one}${path}${query}`))
}

/** A URL without what is secret in it, to show; only its scheme if what is secret cannot be told from the rest. */
export function shownUrl(url: string): string {
  const { scheme = '', hosts, path = '' } = readable.exec(url)?.groups ?? {}
  if (hosts !== undefined) return `${scheme}${hosts}${path}`
  return /^[\w./-]*$/.test(url) ? url : `${/^\w+:\/\//.exec(url)?.[0] ?? ''}…`
}

/** One that is not known would be ignored, and with it the TLS that `SSLMODE=verify-full` was to ask for. */
function assertParameters(given: URLSearchParams): void {
  const seen = new Set<string>()
  for (const name of given.keys()) {
    if (!parameters.includes(name)) {
      throw new StoreError(`Unknown parameter "${name}" in --store; give any of ${parameters.join(', ')}`)
    }
    if (seen.has(name)) throw new StoreError(`The parameter ${name} is twice in --store; give it once`)
    seen.add(name)
  }
}

function withLibpqModes(text: string): string {
  const url = URL.parse(text)
  if (!url) throw unreadable()
  const mode = url.searchParams.get('sslmode')
  if (mode !== null && !sslModes.includes(mode)) {
    throw new StoreError(`Cannot use sslmode "${mode}" in --store; give one of ${sslModes.join(', ')}`)
  }
  url.searchParams.delete('target_session_attrs')
  if (mode !== null) url.searchParams.set('uselibpqcompat', 'true')
  return url.href
}

function unreadable(): StoreError {
  return new StoreError(
    'Cannot read the URL in --store; give postgres://USER:PASSWORD@HOST:PORT/DATABASE, and percent-encode what the password has besides letters and digits: / as %2F, @ as %40',
  )
}
