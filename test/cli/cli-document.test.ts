import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocument, snippetsOf } from '../documents/markdown.ts'
import { tagplane } from '../server/command.ts'
import { type RunningServer, startServer } from '../server.ts'
import { type Terminal, terminalBeside } from './paste.ts'

const document = readDocument('docs/cli.md')
const snippets = snippetsOf(document)

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

test('docs/cli.md has snippets that give the keys, search, change tags, and take that back', () => {
  expect(snippets).toHaveLength(4)
})

test.each(snippets)('snippet %$ prints what docs/cli.md says', async ({ script, prints }) => {
  expect(masked(await terminal.paste(script))).toBe(masked(prints))
})

test.each(['search', 'tag', 'untag', 'history', 'undo'])('docs/cli.md names every option of %s', async (name) => {
  const { stdout } = await tagplane([name, '--help'])
  const options = Array.from(stdout.matchAll(/^ {2}(--[a-z-]+)/gm), ([, option = '']) => option)
  expect(options.length).toBeGreaterThan(4)
  expect(options.filter((option) => !document.text.includes(`\`${option}`))).toEqual([])
})

/** What is another each time: request ids and times, as wide as they were. */
function masked(text: string): string {
  return text
    .trim()
    .replace(/\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b/g, 'x'.repeat(36))
    .replace(/\b\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
}
