import { isLoopback, UsageError } from '../listen-address.ts'

export const endpointDefault = 'http://127.0.0.1:7070'

const scheme = /^[a-z][a-z0-9+.-]*:\/\//i

/**
 * Where the server is: `https://tags.example.org`, `127.0.0.1:7070`. Without a scheme it is https, but http on loopback.
 * @throws UsageError also of plain http to another machine, which would show the access keys to whoever is on the way
 */
export function parseEndpoint(text: string): URL {
  const url = URL.parse(scheme.test(text) ? text : withScheme(text))
  // Not said back: it holds a password.
  if (url && url.username + url.password !== '') {
    throw new UsageError('Give the endpoint without a user; access keys come from a variable or a file')
  }
  if (!url || !isOrigin(url)) throw new UsageError(`Cannot call "${text}"; give --endpoint https://HOST:PORT`)
  if (url.protocol === 'http:' && !isLocal(url)) {
    throw new UsageError(`Not sending access keys to ${url.host} over plain http; give https://${url.host}`)
  }
  return url
}

function withScheme(text: string): string {
  const url = URL.parse(`http://${text}`)
  return url && isLocal(url) ? `http://${text}` : `https://${text}`
}

function isOrigin({ protocol, pathname, search, hash }: URL): boolean {
  return /^https?:$/.test(protocol) && pathname + search + hash === '/'
}

function isLocal({ hostname }: URL): boolean {
  return isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'))
}
