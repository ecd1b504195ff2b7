import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { RunningServer } from '../server.ts'

/** Stands before a server, and lets `meddle` go first whenever a change is to be made, after its preview. */
export async function meddlingProxy({ url: server }: RunningServer, meddle: () => Promise<unknown>) {
  const proxy = createServer(async (request, reply) => {
    const body = await buffer(request)
    if (/^\/api\/v1\/(edits|undo)$/.test(request.url ?? '')) await meddle()
    const answer = await fetch(server + request.url, {
      method: request.method ?? '',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': 'application/json',
        'x-tagplane-client': 'test',
      },
      ...(body.length > 0 && { body }),
    })
    reply.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const { port } = proxy.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => proxy[Symbol.asyncDispose]() }
}
