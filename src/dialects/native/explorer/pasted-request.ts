import type { WireRequest } from '../../dialect.ts'

/** A request as somebody pasted it. */
export type PastedRequest = Pick<WireRequest, 'method' | 'target' | 'headers' | 'body'>

/** Why a text cannot be read as a request. A value, never thrown. */
export class PasteProblem {
  /** What to do. */
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** Host, path and query of an address, as written: `new URL` would rewrite what was signed. */
export function splitUrl(url: string): { readonly host: string; readonly target: string } | undefined {
  const [, host, rest = ''] = /^https?:\/\/([^/?#\s]+)([^#\s]*)/i.exec(url) ?? []
  if (host === undefined) return undefined
  return { host, target: rest.startsWith('/') ? rest : `/${rest}` }
}
