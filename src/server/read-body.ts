import type { IncomingMessage } from 'node:http'

const empty = Buffer.alloc(0)

/**
 * The body of a request, as received; of a GET too, since one vendor's SDK sends and signs one.
 * @returns undefined if it is longer than `bytesMax`; what comes after is thrown away as it comes, for a client that
 *   is cut off while it sends does not see why
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  const announced = request.headers['content-length']
  if (announced === undefined ? request.headers['transfer-encoding'] === undefined : announced === '0') {
    return Promise.resolve(empty)
  }
  if (Number(announced) > bytesMax) return Promise.resolve(undefined)

  return new Promise((done, failed) => {
    let chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > bytesMax) {
        chunks = []
        done(undefined)
      } else chunks.push(chunk)
    })
    request.once('end', () => done(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    request.once('error', failed)
  })
}
