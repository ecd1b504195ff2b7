import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import type { AuditRecord } from '../audit/audit-record.ts'
import type { Dialect, TransportRefusal, WireReply, WireRequest } from '../dialects/dialect.ts'
import { headerBytesMax, targetBytesMax } from './limits.ts'
import { createMetrics } from './metrics.ts'
import { createServer } from './server.ts'

const bodyBytesMax = 1024 * 1024

const refusals: Readonly<Record<TransportRefusal, number>> = {
  'body-too-large': 413,
  'target-too-long': 414,
  'headers-too-large': 431,
  'too-slow': 408,
  overloaded: 503,
  malformed: 400,
}

/** A dialect that answers what it was asked, and keeps what it met. */
function echo(
  name: string,
  owns: (path: string) => boolean,
  wait: (request: WireRequest) => Promise<void>,
  more: Partial<WireReply>,
) {
  const met: WireRequest[] = []
  const reply = (status: number, said: object): WireReply => ({
    status,
    headers: { 'content-type': 'application/json', 'x-dialect': name },
    body: JSON.stringify({ dialect: name, ...said }),
    requestId: 'request-1',
    operation: 'Echo',
    code: 'OK',
    decision: 'none',
  })
  const dialect: Dialect = {
    name,
    owns,
    bodyBytesMax: () => bodyBytesMax,
    async answer(request) {
      met.push(request)
      await wait(request)
      const { method, target, body } = request
      return { ...reply(200, { method, target, body: body.toString('latin1') }), ...more }
    },
    refuse: (refusal, { method, target }) => reply(refusals[refusal], { refusal, method, target: target.length }),
  }
  return { dialect, met }
}

interface BedOptions {
  readonly wait?: (request: WireRequest) => Promise<void>
  readonly probe?: () => Promise<void>
  /** Waits for a record to be written. */
  readonly written?: () => Promise<void>
  /** What good replies have beside, or in the place of, what they echo. */
  readonly more?: Partial<WireReply>
  /** Whether the audit trail is written. */
  readonly isGood?: boolean
  readonly noticeMs?: number
}

/** A server of two dialects: `north` owns what is below `/north`, `south` answers the rest. */
async function serve(options: BedOptions = {}) {
  const {
    wait = async () => {},
    probe = async () => {},
    written = async () => {},
    more = {},
    isGood = true,
    noticeMs = 0,
  } = options
  const north = echo('north', (path) => path === '/north' || path.startsWith('/north/'), wait, more)
  const south = echo('south', () => false, wait, more)
  const dialects = [north.dialect, south.dialect] as const
  const logged: string[] = []
  const recorded: AuditRecord[] = []
  const server = createServer({
    dialects: [...dialects],
    metrics: createMetrics(),
    store: { probe },
    log: {
      answered: (line) => {
        const { cloud, requestId, code } = JSON.parse(line)
        logged.push(`${cloud} ${requestId} ${code}`)
      },
      failed: (error) => logged.push(String(error)),
      recovered: (message) => logged.push(message),
      flush: () => logged.push('flushed'),
    },
    audit: {
      record(line) {
        recorded.push(JSON.parse(line))
        return written()
      },
      flush() {},
      isGood,
    },
    noticeMs,
  })
  const endpoint = await server.listen('127.0.0.1', 0)
  const port = Number(endpoint.port)
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= server.close()
    return closed
  }
  return { endpoint, port, met: north.met, logged, recorded, close, [Symbol.asyncDispose]: close }
}

interface Answer {
  readonly status: number
  readonly head: string
  // biome-ignore lint/suspicious/noExplicitAny: what the fake dialects said
  readonly said: any
}

/** Sends bytes as they are and reads to the end of the connection. */
async function send(port: number, ...parts: readonly (string | Buffer)[]): Promise<Answer> {
  const socket = connect(port, '127.0.0.1')
  for (const part of parts) socket.write(part)
  return answerOn(socket)
}

async function answerOn(socket: Socket): Promise<Answer> {
  const chunks: Buffer[] = []
  socket.on('error', () => {}).on('data', (chunk: Buffer) => chunks.push(chunk))
  await new Promise((done) => socket.once('close', done))
  const text = Buffer.concat(chunks).toString()
  const end = text.indexOf('\r\n\r\n')
  const said = text.slice(end + 4)
  return {
    status: Number(text.split(' ', 2)[1]),
    head: text.slice(0, end).toLowerCase(),
    said: isJson(said) ? JSON.parse(said) : said,
  }
}

/** False for the figures, for an empty body, and for several answers one after the other. */
function isJson(text: string): boolean {
  return text.startsWith('{') && !text.includes('HTTP/1.1')
}

function head(requestLine: string, ...headers: readonly string[]): string {
  return [`${requestLine} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n')
}

test.each([
  ['/north', 'north'],
  ['/north/', 'north'],
  ['/north?a=/south', 'north'],
  ['/northern', 'south'],
  ['/', 'south'],
  ['/?a=/north/', 'south'],
  ['/healthz/more', 'south'],
])('%s is answered by %s', async (target, dialect) => {
  await using one = await serve()
  expect(await send(one.port, head(`GET ${target}`))).toMatchObject({ status: 200, said: { dialect, target } })
})

test.each([
  '/north/a%2Fb?x=%20+%zz',
  '/north/%',
  '/north/%ff%00',
  '/north//./../a?b=c?d',
  '/north/a;b=1',
  `/north/${'a'.repeat(300)}`,
])('a target reaches its dialect as it came: %s', async (target) => {
  await using one = await serve()
  expect(await send(one.port, head(`GET ${target}`))).toMatchObject({ status: 200, said: { target } })
})

test.each(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'PURGE', 'QUERY', 'TRACE'])(
  'a %s with a body reaches its dialect',
  async (method) => {
    await using one = await serve()
    const answer = await send(one.port, head(`${method} /north/a`, 'Content-Length: 4'), 'a\0\xffb'.slice(0, 2), 'cd')
    expect(answer).toMatchObject({ status: 200, said: { method, body: 'a\0cd' } })
  },
)

test('a HEAD is answered without a body', async () => {
  await using one = await serve()
  expect(await send(one.port, head('HEAD /north/a'))).toMatchObject({ status: 200, said: '' })
  expect(one.met).toMatchObject([{ method: 'HEAD' }])
})

test.each([
  'text/plain',
  'application/json',
  'application/x-www-form-urlencoded',
  'garbage',
  ';',
  'a/b; =',
  'multipart/form-data',
])('a body of type "%s" reaches its dialect as it came', async (type) => {
  await using one = await serve()
  const answer = await send(one.port, head('POST /north/a', `Content-Type: ${type}`, 'Content-Length: 3'), '{"a')
  expect(answer).toMatchObject({ status: 200, said: { body: '{"a' } })
})

test('a body in chunks reaches its dialect whole', async () => {
  await using one = await serve()
  const chunks = ['3\r\nabc\r\n', '2\r\nde\r\n', '0\r\n\r\n']
  const answer = await send(one.port, head('POST /north/a', 'Transfer-Encoding: chunked'), ...chunks)
  expect(answer).toMatchObject({ status: 200, said: { body: 'abcde' } })
})

test('a client that waits to be told to go on is told', async () => {
  await using one = await serve()
  const headers = ['Expect: 100-continue', 'Content-Length: 1']
  const answer = await send(one.port, head('POST /north/a', ...headers), 'x')
  expect(answer.head).toMatch(/^http\/1.1 100 continue/)
})

test('a body at the limit is read, and one byte more is refused', async () => {
  await using one = await serve()
  const body = Buffer.alloc(bodyBytesMax + 1, 'a')
  const good = await send(one.port, head('POST /north/a', `Content-Length: ${bodyBytesMax}`), body.subarray(1))
  expect(good.said.body).toHaveLength(bodyBytesMax)
  const bad = await send(one.port, head('POST /north/a', `Content-Length: ${bodyBytesMax + 1}`), body)
  expect(bad).toMatchObject({ status: 413, said: { dialect: 'north', refusal: 'body-too-large' } })
  expect(one.met).toHaveLength(1)
})

test('a body over the limit is refused before it comes', async () => {
  await using one = await serve()
  const bad = await send(one.port, head('POST /north/a', `Content-Length: ${bodyBytesMax + 1}`))
  expect(bad).toMatchObject({ status: 413, said: { dialect: 'north', refusal: 'body-too-large' } })
})

test('a client that sends too much sees why, and may go on', async () => {
  await using one = await serve()
  const url = new URL('/north/a', one.endpoint)
  const body = new Blob([Buffer.alloc(2 * bodyBytesMax)])
  for (let times = 0; times < 5; times++) {
    expect((await fetch(url, { method: 'POST', body })).status).toBe(413)
    expect((await fetch(url, { method: 'POST', body: body.stream(), duplex: 'half' })).status).toBe(413)
    expect((await fetch(url)).status).toBe(200)
  }
})

test('a body that does not say its length is refused when it is over the limit', async () => {
  await using one = await serve()
  const chunk = `${(bodyBytesMax + 1).toString(16)}\r\n`
  const body = [chunk, Buffer.alloc(bodyBytesMax + 1), '\r\n0\r\n\r\n']
  const answer = await send(one.port, head('POST /north/a', 'Transfer-Encoding: chunked'), ...body)
  expect(answer).toMatchObject({ status: 413, said: { refusal: 'body-too-large' } })
  expect(one.met).toEqual([])
})

test('a target at the limit is taken, and one byte more is refused', async () => {
  await using one = await serve()
  const target = `/north/?${'a'.repeat(targetBytesMax - 8)}`
  expect(await send(one.port, head(`GET ${target}`))).toMatchObject({ status: 200 })
  const bad = await send(one.port, head(`GET ${target}a`))
  expect(bad).toMatchObject({ status: 414, said: { dialect: 'north', refusal: 'target-too-long' } })
})

test.each([
  {
    what: 'headers over the limit',
    bytes: head('GET /north', `X: ${'a'.repeat(headerBytesMax)}`),
    refusal: 'headers-too-large',
  },
  {
    what: 'a target over the limit of all headers',
    bytes: head(`GET /north?${'a'.repeat(headerBytesMax)}`),
    refusal: 'headers-too-large',
  },
  { what: 'an unknown method', bytes: head('FETCH /north'), refusal: 'malformed' },
  { what: 'no HTTP', bytes: 'hello\r\n\r\n', refusal: 'malformed' },
  { what: 'TLS', bytes: Buffer.from('16030100c8010000c40303', 'hex'), refusal: 'malformed' },
  { what: 'two lengths', bytes: head('POST /north', 'Content-Length: 1', 'Content-Length: 2'), refusal: 'malformed' },
  {
    what: 'a length and chunks',
    bytes: head('POST /north', 'Content-Length: 1', 'Transfer-Encoding: chunked'),
    refusal: 'malformed',
  },
  { what: 'a negative length', bytes: head('POST /north', 'Content-Length: -1'), refusal: 'malformed' },
  { what: 'a NUL in a header', bytes: head('GET /north', 'X: a\0b'), refusal: 'malformed' },
  { what: 'a space in the target', bytes: head('GET /north a b'), refusal: 'malformed' },
])('$what is answered as $refusal, and the connection is closed', async ({ bytes, refusal }) => {
  await using one = await serve()
  const answer = await send(one.port, bytes)
  expect(answer).toMatchObject({ said: { dialect: 'south', refusal } })
  expect(answer.status).toBe(refusals[refusal as TransportRefusal])
  expect(answer.head).toContain('connection: close')
  expect(one.met).toEqual([])
  expect(one.logged).toEqual(['south request-1 OK'])
})

test('a request that names no host is the dialect’s to judge', async () => {
  await using one = await serve()
  expect(await send(one.port, 'GET /north HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatchObject({ status: 200 })
  expect(await send(one.port, 'GET /north HTTP/1.0\r\n\r\n')).toMatchObject({ status: 200 })
})

test('a client that leaves in the middle of a body harms nobody', async () => {
  await using one = await serve()
  const socket = connect(one.port, '127.0.0.1')
  socket.write(head('POST /north/a', 'Content-Length: 10'))
  socket.write('abc', () => socket.resetAndDestroy())
  await once(socket, 'close')
  expect(await send(one.port, head('GET /north'))).toMatchObject({ status: 200 })
  expect(one.met).toHaveLength(1)
})

test('requests on one connection are answered in their order', async () => {
  await using one = await serve()
  const first = head('GET /north/1').replace('Connection: close\r\n', '')
  const answer = await send(one.port, first + first.replace('/1', '/2') + head('GET /north/3'))
  expect(one.met.map(({ target }) => target)).toEqual(['/north/1', '/north/2', '/north/3'])
  expect(answer.said).toMatch(/"target":"\/north\/2".*"target":"\/north\/3"/s)
})

test('health and readiness are told apart', async () => {
  await using good = await serve()
  await using bad = await serve({ probe: () => Promise.reject(new Error('disk full')) })
  expect(await send(good.port, head('GET /healthz'))).toMatchObject({ status: 200, said: { status: 'alive' } })
  expect(await send(good.port, head('GET /readyz'))).toMatchObject({ status: 200, said: { status: 'ready' } })
  expect(await send(bad.port, head('GET /healthz'))).toMatchObject({ status: 200, said: { status: 'alive' } })
  expect(await send(bad.port, head('GET /readyz'))).toMatchObject({ status: 503, said: { status: 'not ready' } })
})

test('each answer is logged, and the log is written when the server closes', async () => {
  await using one = await serve()
  await send(one.port, head('GET /north/1'))
  await send(one.port, head('GET /south'))
  await one.close()
  expect(one.logged).toEqual(['north request-1 OK', 'south request-1 OK', 'flushed'])
})

test('each answer leaves a record, and waits until it is written', async () => {
  const gate = Promise.withResolvers<void>()
  await using one = await serve({ written: () => gate.promise })
  let answered = false
  const answer = send(one.port, head('GET /north/1')).then(() => {
    answered = true
  })
  await until(() => one.recorded.length === 1)
  await send(one.port, head('GET /healthz'))
  expect(answered).toBe(false)
  gate.resolve()
  await answer
  expect(one.recorded).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      requestId: 'request-1',
      cloud: 'north',
      operation: 'Echo',
      sourceAddress: '127.0.0.1',
      decision: 'none',
      status: 200,
      code: 'OK',
      ms: expect.any(Number),
    },
  ])
})

test.each([
  ['what is no HTTP', 'hello\r\n\r\n', 'south'],
  ['a target over the limit', head(`GET /north/?${'a'.repeat(targetBytesMax)}`), 'north'],
  ['a body over the limit', head('POST /north/a', `Content-Length: ${bodyBytesMax + 1}`), 'north'],
])('%s leaves one record', async (_what, bytes, cloud) => {
  await using one = await serve()
  await send(one.port, bytes)
  expect(one.recorded).toMatchObject([{ cloud, decision: 'none' }])
})

test('a client that leaves when its body is refused leaves no second record', async () => {
  await using one = await serve()
  const socket = connect(one.port, '127.0.0.1').on('error', () => {})
  socket.write(head('POST /north/a', `Content-Length: ${bodyBytesMax + 1}`).replace('Connection: close\r\n', ''))
  await once(socket, 'data')
  socket.end('half of it')
  await once(socket, 'close')
  expect(one.recorded).toHaveLength(1)
})

test('a server whose audit trail is not written is not ready, and answers calls', async () => {
  await using one = await serve({ isGood: false })
  expect(await send(one.port, head('GET /readyz'))).toMatchObject({ status: 503 })
  expect(await send(one.port, head('GET /north'))).toMatchObject({ status: 200 })
})

test('the figures count each answer by dialect, operation and code', async () => {
  await using one = await serve()
  await send(one.port, head('GET /north/1'))
  await send(one.port, head('GET /north/2'))
  const { status, head: headers, said } = await send(one.port, head('GET /metrics'))
  expect(status).toBe(200)
  expect(headers).toContain('content-type: text/plain; version=0.0.4')
  expect(said).toContain('tagplane_requests_total{dialect="north",operation="Echo",code="OK"} 2')
})

test('the address told is the one to call, of IPv6 too', async () => {
  await using one = await serve()
  expect(one.endpoint.origin).toBe(`http://127.0.0.1:${one.port}`)
})

test('closing waits for the call under way, answers it, and closes its connection', async () => {
  const gate = Promise.withResolvers<void>()
  await using one = await serve({ wait: () => gate.promise })
  const answer = send(one.port, head('GET /north/slow').replace('Connection: close\r\n', ''))
  await until(() => one.met.length === 1)
  let closed = false
  const closing = one.close().then(() => {
    closed = true
  })
  await refused(one.port)
  expect(closed).toBe(false)
  gate.resolve()
  expect(await answer).toMatchObject({ status: 200, said: { target: '/north/slow' } })
  expect((await answer).head).toContain('connection: close')
  await closing
})

test('a call that comes on an idle connection while the server closes is answered, and is the last there', async () => {
  await using one = await serve()
  const socket = connect(one.port, '127.0.0.1')
  socket.write(head('GET /north').replace('Connection: close\r\n', ''))
  await once(socket, 'data')
  const closing = one.close()
  await refused(one.port)
  socket.write(head('GET /north/late').replace('Connection: close\r\n', ''))
  const { status, head: headers, said } = await answerOn(socket)
  expect({ status, said }).toMatchObject({ status: 200, said: { target: '/north/late' } })
  expect(headers).toContain('connection: close')
  await closing
})

test('a stop is told by /readyz before it begins: calls go on meanwhile, on connections that stay open', async () => {
  await using one = await serve({ noticeMs: 300 })
  const closing = one.close()
  expect(await send(one.port, head('GET /readyz'))).toMatchObject({ status: 503 })
  expect(await send(one.port, head('GET /healthz'))).toMatchObject({ status: 200 })
  const socket = connect(one.port, '127.0.0.1')
  socket.write(head('GET /north').replace('Connection: close\r\n', ''))
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1.1 200 /)
  expect(String(answer)).not.toMatch(/^connection: close/im)
  await closing
  socket.destroy()
})

test('idle connections do not keep the server from closing', async () => {
  await using one = await serve()
  const idle = connect(one.port, '127.0.0.1')
  await once(idle, 'connect')
  idle.write(head('GET /north').replace('Connection: close\r\n', ''))
  await once(idle, 'data')
  await Promise.all([one.close(), once(idle, 'close')])
})

async function refused(port: number): Promise<void> {
  while (!Number.isNaN((await send(port, head('GET /healthz'))).status));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((done) => setTimeout(done, 5))
}

test.each([
  ['a target with scheme and host', 'GET http://localhost:7070/north/a?b=c', '/north/a?b=c'],
  ['one without a path', 'GET http://localhost:7070?b=c', '/?b=c'],
])('%s is taken for its path and query', async (_what, line, target) => {
  await using one = await serve()
  expect((await send(one.port, head(line))).said).toMatchObject({ target })
})

test('a request that expects what no server knows is answered', async () => {
  await using one = await serve()
  const answer = await send(one.port, head('GET /north', 'Expect: something else'))
  expect(answer.said).toMatchObject({ dialect: 'north' })
})

test('CONNECT is refused in the shape of the last dialect', async () => {
  await using one = await serve()
  const answer = await send(one.port, head('CONNECT localhost:80'))
  expect(answer).toMatchObject({ status: 400, said: { dialect: 'south', refusal: 'malformed' } })
})

test('a client that hangs up while it sends is no failure of the server', async () => {
  await using one = await serve()
  const socket = connect(one.port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(head('POST /north', 'Content-Length: 100').replace('Connection: close', 'X: y'))
  await new Promise((sent) => socket.write('half of it', sent))
  socket.destroy()
  await send(one.port, head('GET /north'))
  expect(one.logged.filter((line) => !line.endsWith('request-1 OK'))).toEqual([])
})

test('each cookie is a header of its own', async () => {
  await using bed = await serve({ more: { cookies: ['a=1; Path=/', 'b=2'] } })
  const { headers } = await fetch(new URL('/north', bed.endpoint))
  expect(headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2'])
})

async function* chunksOf(...parts: readonly (string | Error)[]) {
  for (const part of parts) {
    if (part instanceof Error) throw part
    yield part
  }
}

test('a body that is made while it is read is sent as it comes', async () => {
  await using bed = await serve({ more: { chunks: chunksOf('one ', '', 'two') } })
  const reply = await fetch(new URL('/north', bed.endpoint))
  expect([reply.headers.get('content-length'), await reply.text()]).toEqual([null, 'one two'])
  expect(bed.recorded).toHaveLength(1)
})

test('a body that cannot be finished is cut off, and the cause is logged', async () => {
  await using bed = await serve({ more: { chunks: chunksOf('one ', new Error('the rest is gone')) } })
  const read = async () => (await fetch(new URL('/north', bed.endpoint))).text()
  await expect(read()).rejects.toThrow()
  expect(bed.logged).toContainEqual('Error: the rest is gone')
})

test('a reader who goes away in the middle is no failure', async () => {
  const endless = async function* () {
    for (;;) yield 'x'.repeat(100_000)
  }
  await using bed = await serve({ more: { chunks: endless() } })
  const reply = await fetch(new URL('/north', bed.endpoint))
  await reply.body?.cancel()
  await bed.close()
  expect(bed.logged).toEqual(['north request-1 OK', 'flushed'])
})
