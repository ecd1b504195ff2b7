// What the snippets of README.md want of curl: URL, -s, -X, -H, -d, --data-raw, -o /dev/null, -D -.
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    header: { type: 'string', short: 'H', multiple: true, default: [] },
    data: { type: 'string', short: 'd' },
    'data-raw': { type: 'string' },
    request: { type: 'string', short: 'X' },
    output: { type: 'string', short: 'o' },
    'dump-header': { type: 'string', short: 'D' },
  },
})

const headers = values.header.map((line) => line.split(/: */, 2))
const data = values.data ?? values['data-raw']
const method = values.request ?? (data === undefined ? 'GET' : 'POST')
const response = await fetch(positionals[0], { method, headers, body: data })
if (values['dump-header'] === '-') {
  for (const [name, value] of response.headers) process.stdout.write(`${name}: ${value}\r\n`)
}
const body = await response.text()
if (values.output === undefined) process.stdout.write(body)
