/** Who calls either cloud. */
export interface Caller {
  readonly alibabaKey: Key
  readonly huaweiKey: Key
  /** An X-Auth-Token of the project. */
  readonly token: string
}

interface Key {
  readonly id: string
  readonly secret: string
}

/** One of many calls; what a load writes differs from call to call by these. */
export interface Turn {
  /** `127.0.0.1:PORT` of the server called. */
  readonly host: string
  readonly caller: Caller
  /** Which of the connections calls: 0 to `connections` - 1. */
  readonly connection: number
  readonly connections: number
  /** How often this connection has called this server before. */
  readonly number: number
  /** Instances of either cloud. */
  readonly fleetSize: number
  /** When it is signed, milliseconds since 1970. */
  readonly at: number
}

/** A kind of call to measure. */
export interface Load {
  readonly name: string
  readonly title: string
  /** The part of a bare server's requests per second that it should reach; absent where none is set. */
  readonly target?: number
  /** A whole HTTP request, signed, as the vendor's current SDK sends it. ASCII. */
  request(turn: Turn): string
}

const stride = 7919

/** An instance that no other connection writes to, another one with every `number` until all were used. */
export function ownInstance({ connection, connections, fleetSize }: Turn, number: number): number {
  const own = Math.floor(fleetSize / connections)
  return connection + connections * ((number * stride) % own)
}
