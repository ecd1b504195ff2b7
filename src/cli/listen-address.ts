import { isIP } from 'node:net'

/** What the person who started the command can mend; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface ListenAddress {
  readonly host: string
  readonly port: number
}

/**
 * `127.0.0.1:7070`, `localhost:7070`, `[::1]:7070`; port 0 takes any free one.
 * @throws UsageError
 */
export function parseListenAddress(text: string): ListenAddress {
  const { host, bracketed, port } =
    /^(?:\[(?<bracketed>[^\]]+)\]|(?<host>[^:[\]]+)):(?<port>\d{1,5})$/.exec(text)?.groups ?? {}
  const name = bracketed ?? host
  if (name === undefined || Number(port) > 65_535) {
    throw new UsageError(`Cannot listen on "${text}"; give --listen HOST:PORT, for example 127.0.0.1:7070`)
  }
  return { host: name, port: Number(port) }
}

/** Whether only this machine reaches the address. A name other than `localhost` is not trusted to. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** Why listening failed, in words. */
export function listenError(error: unknown, { host, port }: ListenAddress): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return new UsageError(`Port ${port} of ${host} is in use; choose another with --listen`)
  if (code === 'EACCES')
    return new UsageError(`Not allowed to listen on port ${port} of ${host}; choose a port over 1023`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new UsageError(`This machine has no address ${host}; choose another with --listen`)
  }
  return error
}
