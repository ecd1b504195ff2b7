import { type PastedRequest, type PasteProblem, splitUrl } from './pasted-request.ts'
import { readCurl } from './read-curl.ts'
import { readHttp } from './read-http.ts'

const curl = /^(?:\$ *)?curl\s/

/** Reads a request: a curl command, an address to get, or the lines of HTTP. */
export function readPaste(text: string): PastedRequest | PasteProblem {
  const trimmed = text.trim()
  if (curl.test(trimmed)) return readCurl(trimmed.replace(curl, ''))
  const url = /\s/.test(trimmed) ? undefined : splitUrl(trimmed)
  if (!url) return readHttp(text.trimStart())
  return { method: 'GET', target: url.target, headers: { host: url.host }, body: Buffer.alloc(0) }
}
