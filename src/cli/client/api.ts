import { plainText } from '../access/plain-text.ts'
import { UsageError } from '../listen-address.ts'
import { type ApiErrorBody, ApiFailure } from './api-failure.ts'
import { failureMessage } from './failure-message.ts'

/** Longer than the server takes for anything, milliseconds. */
const callMsMax = 120_000

/** What is sent with a call; `where` is shown when it is refused. */
type Query = Readonly<Record<string, string | number | undefined>>
type Body = Readonly<Record<string, unknown>>

/** The server did not answer, or not in time. */
export class Unreachable extends UsageError {}

/** Calls `/api/v1` of a server. */
export class Api {
  readonly #endpoint: URL
  readonly #authorization: string
  /** The server's clock at its last answer, milliseconds since 1970; 0 before. */
  serverTime = 0

  constructor(endpoint: URL, authorization: string) {
    this.#endpoint = endpoint
    this.#authorization = authorization
  }

  /** @throws ApiFailure if the server refuses, Unreachable if it does not answer */
  get<Reply>(path: string, query: Query = {}, msMax = callMsMax): Promise<Reply> {
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
    const url = new URL(`/api/v1${path}?${new URLSearchParams(given)}`, this.#endpoint)
    return this.#call(url, { method: 'GET' }, query.where, msMax)
  }

  /** @throws ApiFailure if the server refuses, Unreachable if it does not answer */
  post<Reply>(path: string, body: Body): Promise<Reply> {
    const url = new URL(`/api/v1${path}`, this.#endpoint)
    return this.#call(url, { method: 'POST', body: JSON.stringify(body) }, body.where, callMsMax)
  }

  async #call<Reply>(url: URL, request: RequestInit, where: unknown, msMax: number): Promise<Reply> {
    const headers = {
      authorization: this.#authorization,
      'content-type': 'application/json',
      'x-tagplane-client': 'tagplane',
    }
    // Not followed: another place would be shown the access keys.
    const sent = { ...request, headers, redirect: 'manual', signal: AbortSignal.timeout(msMax) } as const
    const { status, body, date } = await fetched(url, sent)
    this.serverTime = Date.parse(date) || this.serverTime
    if (status >= 200 && status < 300 && isObject(body)) return body as Reply
    if (!isObject(body) || !isObject(body.error)) throw notTagplane(url, status)
    const error = body.error as unknown as ApiErrorBody
    throw new ApiFailure(status, error, failureMessage(error, typeof where === 'string' ? where : undefined))
  }
}

async function fetched(url: URL, request: RequestInit) {
  try {
    const response = await fetch(url, request)
    const body = parsed(await response.text())
    return { status: response.status, body, date: response.headers.get('date') ?? '' }
  } catch (error) {
    throw unreachable(url, error as Error, request.method === 'POST' && !url.pathname.endsWith('/preview'))
  }
}

function unreachable({ origin }: URL, error: Error, changes: boolean): Unreachable {
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException
  const why = error.name === 'TimeoutError' ? 'it takes too long' : (code ?? message)
  const isOpen = changes && code !== 'ECONNREFUSED' && code !== 'ENOTFOUND'
  const lookUp = isOpen ? '; "tagplane history" shows whether anything was changed' : ''
  return new Unreachable(`No answer from ${origin}: ${why}${lookUp || '; start the server, or give --endpoint'}`)
}

function notTagplane({ origin }: URL, status: number): UsageError {
  return new UsageError(
    plainText(`${origin} answers with status ${status}, but not as Tagplane does; check --endpoint`),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
