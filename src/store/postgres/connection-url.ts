import { StoreError } from '../store-error.ts'

const protocols = /^postgres(ql)?:\/\//
/** As libpq means them (PostgreSQL manual, "SSL Support"); its `allow` and `prefer` promise nothing. */
const sslModes = ['disable', 'require', 'verify-ca', 'verify-full']

/** Whether a store is named by a URL of PostgreSQL. */
export function isPostgresUrl(text: string): boolean {
  return protocols.test(text)
}

/**
 * One URL for each server that `url` names, in its order: `postgres://user@first:5432,second/db` names two, a server
 * and those that may take its place.
 * @throws StoreError if it is no such URL; the message does not repeat it, for it may hold a password
 */
export function serverUrls(url: string): readonly string[] {
  const { start, hosts, rest } =
    /^(?<start>postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)(?<hosts>[^@/?#]*)(?<rest>[/?].*)?$/.exec(url)?.groups ?? {}
  if (start === undefined || hosts === undefined) throw unreadable()
  return hosts.split(',').map((host) => withLibpqModes(`${start}${host}${rest ?? ''}`))
}

/** A URL without what is secret in it, to show. */
export function shownUrl(url: string): string {
  return url.replace(/^([^:]+:\/\/)(?:[^@/?#]*@)?([^?#]*).*$/s, '$1$2')
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
  return new StoreError('Cannot read the URL in --store; give postgres://USER:PASSWORD@HOST:PORT/DATABASE')
}
