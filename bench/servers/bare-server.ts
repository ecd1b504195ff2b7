import { createServer } from 'node:http'

/**
 * The least that Node can do: reads a request as a whole and answers a constant JSON text.
 * Arguments: the length of the text, bytes. Prints its port.
 */
const body = Buffer.from(
  JSON.stringify({ filler: 'x'.repeat(Math.max(0, Number(process.argv[2]) - '{"filler":""}'.length)) }),
)
const headers = { 'content-type': 'application/json', 'content-length': body.length }

const server = createServer((request, response) => {
  request.resume()
  request.once('end', () => response.writeHead(200, headers).end(body))
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number }
  console.log(`listening on http://127.0.0.1:${port}`)
})
process.once('SIGTERM', () => process.exit())
