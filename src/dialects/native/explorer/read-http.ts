import { pastedHeaderLengthMax, pastedHeadersMax } from '../limits.ts'
import { type PastedRequest, PasteProblem, splitUrl } from './pasted-request.ts'

const requestLine = /^([A-Za-z]+) (\/\S*|https?:\/\/\S+)(?: HTTP\/[\d.]+)?$/
const headerLine = /^([\w!#$%&'*+.^`|~-]+):(.*)$/
/** Of these, the first one counts; values of others are joined. */
const onlyOnce = new Set(['authorization', 'content-length', 'content-type', 'host', 'user-agent'])

/** Reads a request line, headers and, after an empty line, a body; `Content-Length` cuts off what follows the body. */
export function readHttp(text: string): PastedRequest | PasteProblem {
  const blank = /\r?\n\r?\n/.exec(text)
  const head = blank ? text.slice(0, blank.index) : text
  const body = blank ? text.slice(blank.index + blank[0].length) : ''
  const [first = '', ...lines] = head.split(/\r?\n/)
  const [, method, written] = requestLine.exec(first.trimEnd()) ?? []
  if (method === undefined || written === undefined) {
    return new PasteProblem(
      'Paste a curl command, an address, or HTTP that begins with a line such as `POST /path HTTP/1.1`',
    )
  }
  const headers = readHeaders(lines)
  if (headers instanceof PasteProblem) return headers
  const { host, target } = splitUrl(written) ?? { host: undefined, target: written }
  if (host !== undefined) headers.host ??= host
  return { method, target, headers, body: Buffer.from(body).subarray(0, lengthOf(headers)) }
}

/** Reads `Name: value` lines into names in lower case. */
export function readHeaders(lines: readonly string[]): Record<string, string> | PasteProblem {
  if (lines.length > pastedHeadersMax) return new PasteProblem(`Send at most ${pastedHeadersMax} headers`)
  const length = lines.reduce((sum, line) => sum + line.length, 0)
  if (length > pastedHeaderLengthMax) return new PasteProblem('Send headers of 16 KiB at most')
  const headers = new Map<string, string>()
  for (const line of lines.filter((each) => each.trim() !== '')) {
    const [, written, value = ''] = headerLine.exec(line) ?? []
    if (written === undefined) return new PasteProblem(`Write the line "${line.slice(0, 60)}" as \`Name: value\``)
    const name = written.toLowerCase()
    const known = headers.get(name)
    if (known === undefined) headers.set(name, value.trim())
    else if (!onlyOnce.has(name)) headers.set(name, `${known}, ${value.trim()}`)
  }
  return Object.fromEntries(headers)
}

function lengthOf(headers: Record<string, string>): number | undefined {
  const length = headers['content-length'] ?? ''
  return /^\d{1,9}$/.test(length) ? Number(length) : undefined
}
