import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { RunningServer } from '../server.ts'

/** How often the nodes are asked whether they are ready, milliseconds. */
const askEveryMs = 100

export type Node = Pick<RunningServer, 'url' | 'port'>

/** A TCP balancer on loopback; clients take it for a server. */
export interface Balancer extends AsyncDisposable {
  readonly url: string
  readonly host: string
  readonly port: number
}

/**
 * Hands each connection to the next node that is ready and accepts it; where none is ready, to the next that accepts it,
 * so that callers read why. A connection that no node takes is closed.
 * @param nodes those of the moment
 */
export async function startBalancer(nodes: () => readonly Node[]): Promise<Balancer> {
  let ready: ReadonlySet<string> = new Set()
  let turn = 0
  const sockets = new Set<Socket>()

  const ask = async () => {
    const all = nodes().map(({ url }) => url)
    const answers = await Promise.all(all.map(isReady))
    ready = new Set(all.filter((_, index) => answers[index]))
  }
  const asking = setInterval(ask, askEveryMs)
  await ask()

  function inTurn(): Node[] {
    const all = nodes()
    const start = turn++ % all.length
    const rotated = [...all.slice(start), ...all.slice(0, start)]
    return rotated.toSorted((one, other) => Number(ready.has(other.url)) - Number(ready.has(one.url)))
  }
  const server = createServer({ noDelay: true, pauseOnConnect: true }, async (client) => {
    sockets.add(client)
    client.on('error', () => {}).once('close', () => sockets.delete(client))
    for (const node of inTurn()) {
      const upstream = await connected(node)
      if (upstream) return join(client, upstream)
    }
    client.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      clearInterval(asking)
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { headers: { connection: 'close' } })).ok
  } catch {
    return false
  }
}

function connected({ port }: Node): Promise<Socket | undefined> {
  return new Promise((done) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true })
    upstream.on('error', () => done(undefined)).once('connect', () => done(upstream))
  })
}

/** What one end closes, or loses, the other loses too. */
function join(client: Socket, upstream: Socket): void {
  client.once('close', () => upstream.destroy())
  upstream.once('close', () => client.destroy())
  client.pipe(upstream).pipe(client)
}
