import { startServerProcess } from './server-process.ts'

/** A bare `node:http` server that answers JSON texts of this length. */
export function startBare(bodyBytes: number) {
  return startServerProcess('bare-server.ts', [String(bodyBytes)])
}
