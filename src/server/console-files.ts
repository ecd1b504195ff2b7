import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The web console: files that are read once, and its page for every address of its own. */
export interface ConsoleFiles {
  /** Whether a request is for the console: below `/console`, or a browser's for `/`. */
  owns(request: IncomingMessage): boolean
  serve(request: IncomingMessage, response: ServerResponse): void
}

interface File {
  readonly type: string
  readonly isHashed: boolean
  /** By `Content-Encoding`. */
  readonly bodies: Readonly<Record<'identity' | 'br' | 'gzip', Buffer | undefined>>
}

const root = '/console/'
const below = /^\/console(?:[/?#]|$)/
const page = 'index.html'
/** The names of its files have a hash of their content. */
const hashedFolder = 'assets/'
/** What the build has in the place of a nonce. */
const nonceMark = 'STYLE_NONCE'
const nonceBytes = 16

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const fixedHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  Vary: 'Accept-Encoding',
}

/** @returns undefined if the console was not built */
export function readConsoleFiles(folder: URL): ConsoleFiles | undefined {
  const files = readFiles(fileURLToPath(folder))
  const html = files.get(page)?.bodies.identity?.toString()
  if (html === undefined) return undefined
  return {
    owns: ({ url = '', headers }) => below.test(url) || (url === '/' && headers.accept?.includes('text/html') === true),
    serve(request, response) {
      const { method = '', url = '' } = request
      if (method !== 'GET' && method !== 'HEAD') return end(response, 405, { Allow: 'GET, HEAD' })
      if (url === '/') return end(response, 302, { Location: root })
      const path = url.replace(/[?#].*$/s, '').slice(root.length)
      const file = path === page ? undefined : files.get(path)
      if (file) sendFile(file, request, response)
      // Of another version: a page in its place would be taken for a script.
      else if (path.startsWith(hashedFolder)) end(response, 404, {})
      else sendPage(html, response)
    },
  }
}

function readFiles(folder: string): ReadonlyMap<string, File> {
  const paths = list(folder)
  const body = (path: string) => (paths.includes(path) ? readFileSync(`${folder}/${path}`) : undefined)
  const plain = paths.filter((path) => types[extname(path)])
  return new Map(
    plain.map((path) => [
      path,
      {
        type: types[extname(path)] ?? '',
        isHashed: path.startsWith(hashedFolder),
        bodies: { identity: body(path), br: body(`${path}.br`), gzip: body(`${path}.gz`) },
      },
    ]),
  )
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** Styles that scripts make carry the nonce; it is new each time, so the page is kept by nobody. */
function sendPage(html: string, response: ServerResponse): void {
  const nonce = randomBytes(nonceBytes).toString('base64')
  const headers = {
    'Content-Type': types['.html'],
    'Cache-Control': 'no-store',
    'Content-Security-Policy': contentPolicy(nonce),
  }
  end(response, 200, headers, html.replaceAll(nonceMark, nonce))
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A name with a hash in it means the same for ever. */
function sendFile({ type, isHashed, bodies }: File, request: IncomingMessage, response: ServerResponse): void {
  const accepted = request.headers['accept-encoding'] ?? ''
  const encoding = (['br', 'gzip'] as const).find((one) => bodies[one] && accepts(accepted, one))
  const headers = {
    'Content-Type': type,
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(encoding && { 'Content-Encoding': encoding }),
  }
  end(response, 200, headers, bodies[encoding ?? 'identity'])
}

function accepts(header: string, encoding: string): boolean {
  return header.split(',').some((one) => one.trim() === encoding)
}

function end(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
  body: string | Buffer = '',
): void {
  const all = { ...fixedHeaders, ...headers, 'Content-Length': Buffer.byteLength(body) }
  response.writeHead(status, all)
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
