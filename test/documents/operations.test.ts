import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../alibaba/send.ts'
import { signV3 } from '../alibaba/signer.ts'
import { type RunningServer, startServer } from '../server.ts'
import { readDocument, root, snippetsOf } from './markdown.ts'

const snippets = snippetsOf(readDocument('docs/operations.md'))
const ops = { id: 'LTAI5tExampleOpsKey', secret: 'ExampleOpsSecret00000000000000' }

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
  const on = (instance: string) =>
    [
      ['RegionId', 'cn-hangzhou'],
      ['ResourceType', 'INSTANCE'],
      ['ResourceId.1', instance],
    ] as const
  await ask(server, signV3(server.host, ops, 'ListTagResources', on('r-bp1example0000001')))
  const untag = [...on('r-bp1example0000005'), ['TagKey.1', 'team']] as const
  expect(await ask(server, signV3(server.host, ops, 'UntagResources', untag))).toMatchObject({ status: 403 })
})
afterAll(() => server[Symbol.asyncDispose]())

/** What differs from run to run. */
function withoutMoments(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
    .replace(/[0-9A-F-]{36}/g, 'ID')
    .replace(/"ms":[\d.]+/g, 'MS')
}

test('docs/operations.md has snippets that read the audit trail', () => {
  expect(snippets).toHaveLength(2)
})

test.each(snippets)('snippet %$ prints what docs/operations.md says', ({ script, prints }) => {
  const printed = execFileSync('sh', ['-e', '-c', script], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TAGPLANE_DATA: server.data },
  })
  const lines = withoutMoments(printed).trimEnd().split('\n')
  const said = withoutMoments(prints).trimEnd().split('\n')
  expect(lines).toHaveLength(said.length)
  for (const [index, line] of said.entries()) expect(lines[index]).toContain(line.trimEnd())
})
