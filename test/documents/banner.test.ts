import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

/** What the banner shows for a client, cloud by cloud. */
const linesFor = (client: string) =>
  [...server.output().matchAll(new RegExp(`^  ${client} +(.*)$`, 'gm'))].map(([, line = '']) => line)

test('the line for each SDK runs as it is pasted, and prints the tags of an instance', () => {
  const printed = linesFor('SDK').map((line) => execFileSync('sh', ['-c', line], { cwd: root, encoding: 'utf8' }))
  expect(printed).toHaveLength(2)
  for (const text of printed) expect(text).toContain('"checkout"')
})

test('the line for Terraform is JSON in a shell’s quotes', () => {
  const written = linesFor('Terraform').map((line) =>
    JSON.parse(/^echo '(.*)' > provider.tf.json$/.exec(line)?.[1] ?? ''),
  )
  expect(written.map(({ provider }) => Object.keys(provider))).toEqual([['alicloud'], ['huaweicloud']])
})
