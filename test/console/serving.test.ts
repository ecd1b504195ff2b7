import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'

let server: RunningServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server[Symbol.asyncDispose]())

function get(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Response> {
  return fetch(server.url + path, { headers, method, redirect: 'manual' })
}

async function scriptPath(): Promise<string> {
  return /src="([^"]+\.js)"/.exec(await (await get('/console/')).text())?.[1] ?? ''
}

test.each(['/console', '/console/', '/console/history', '/console?where=a', '/console/instances/a/b.c?revision=1'])(
  '%s is the page, which nobody keeps',
  async (path) => {
    const reply = await get(path)
    expect([reply.status, reply.headers.get('content-type'), reply.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ])
  },
)

test('the policy lets nothing in but what the server serves, and no style without this page’s nonce', async () => {
  const reply = await get('/console/')
  const html = await reply.text()
  const policy = reply.headers.get('content-security-policy') ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  expect(policy.replace(nonce, 'N').split('; ')).toEqual([
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'nonce-N'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ])
  expect(html).toContain(`<meta property="csp-nonce" nonce="${nonce}">`)
  expect(html).not.toMatch(/<style|<script(?![^>]*\bsrc=)/)
  const next = (await get('/console/')).headers.get('content-security-policy')
  expect(next).not.toBe(policy)
})

test('a file with a hash in its name is kept for ever, and comes compressed', async () => {
  const path = await scriptPath()
  for (const encoding of ['br', 'gzip']) {
    const reply = await get(path, { 'accept-encoding': encoding })
    expect([reply.headers.get('content-encoding'), reply.headers.get('vary')]).toEqual([encoding, 'Accept-Encoding'])
    expect(reply.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await reply.text()).toContain('import')
  }
})

test.each(['/console/assets/old-12345678.js', '/console/assets/../../../package.json', '/console/assets/%2e%2e/x'])(
  '%s is no page in the place of a script',
  async (path) => {
    const reply = await get(path)
    expect((await reply.text()).includes('"dependencies"')).toBe(false)
  },
)

test('a script of another version is not there', async () => {
  expect((await get('/console/assets/old-12345678.js')).status).toBe(404)
})

test('a browser that opens the server is sent to the console; a client of the API is not', async () => {
  const browser = await get('/', { accept: 'text/html,application/xhtml+xml' })
  expect([browser.status, browser.headers.get('location')]).toEqual([302, '/console/'])
  expect((await get('/', { accept: '*/*' })).status).not.toBe(302)
  expect((await get('/?Action=DescribeRegions', { accept: 'text/html' })).status).not.toBe(302)
})

test('nothing is sent to it', async () => {
  const reply = await get('/console/', {}, 'POST')
  expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('what only begins like it belongs to somebody else', async () => {
  expect((await get('/consoles')).headers.get('content-type')).not.toContain('text/html')
})
