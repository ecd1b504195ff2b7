import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { account, orders, rootKey, seed } from './fleet.ts'

const run = promisify(execFile)
let server: RunningServer

beforeAll(async () => {
  server = await startServer({ seed })
})
afterAll(() => server?.[Symbol.asyncDispose]())

test.each([
  [
    'untag-resources.mjs',
    /^tagged: env=prod, example=r-kvstore20150101, team=orders\nuntagged: env=prod, team=orders\n$/,
  ],
  ['generic-call.mjs', /^team: orders, search$/m],
  ['pop-core.mjs', /^2 instances of team orders$/m],
  ['who-am-i.mjs', new RegExp(`^acs:ram::${account}:root \\(Account\\)\n$`)],
])('examples/alibaba/%s runs', async (name, output) => {
  const program = fileURLToPath(new URL(`../../examples/alibaba/${name}`, import.meta.url))
  const env = {
    ...process.env,
    TAGPLANE_ENDPOINT: server.host,
    ALIBABA_CLOUD_ACCESS_KEY_ID: rootKey.id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: rootKey.secret,
    INSTANCE_ID: orders,
  }
  expect((await run(process.execPath, [program], { env })).stdout).toMatch(output)
})
