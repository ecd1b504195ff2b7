import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocument, snippetsOf } from '../documents/markdown.ts'
import { type RunningServer, startServer } from '../server.ts'
import { type Terminal, terminalBeside } from './paste.ts'

const snippets = snippetsOf(readDocument('docs/access.md'))

let server: RunningServer
let terminal: Terminal
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  terminal = terminalBeside(server)
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  terminal?.[Symbol.dispose]()
})

test('docs/access.md has snippets for the commands and for explaining', () => {
  expect(snippets.length).toBeGreaterThanOrEqual(5)
})

test.each(snippets)('snippet %$ prints what docs/access.md says', async ({ script, prints }) => {
  expect(masked(await terminal.paste(script))).toBe(masked(prints))
})

/** What is another each time: keys, secrets, request ids and times. */
function masked(text: string): string {
  return text
    .trim()
    .replace(/LTAI5t\w{18}\b/g, 'KEY')
    .replace(/^(Secret +)\S+$/m, '$1SECRET')
    .replace(/^(Request +)[\dA-F-]{36}$/m, '$1ID')
    .replace(/^(Time +)[\d-]+T[\d:.]+Z$/m, '$1TIME')
}
