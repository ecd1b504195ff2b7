import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../server.ts'
import { root } from './markdown.ts'

/** What the programs read their settings from is no program. */
const programs = globSync('examples/**/*.mjs', { cwd: root, exclude: ['**/settings.mjs'] }).sort()

let server: RunningServer
beforeAll(async () => {
  server = await startServer({ args: ['--demo'] })
})
afterAll(() => server[Symbol.asyncDispose]())

test('there are examples for both clouds', () => {
  const clouds = new Set(programs.map((path) => path.split('/')[1]))
  expect([...clouds]).toEqual(['alibaba', 'huawei'])
})

test.each(programs)('%s runs against the demo fleet and shows what it did', async (path) => {
  const endpoints = { TAGPLANE_ENDPOINT: server.host, HUAWEI_ENDPOINT: server.url }
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(root, path)], {
    env: { ...process.env, ...endpoints },
  })
  expect(stderr).toBe('')
  expect(stdout).not.toBe('')
})
