import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { readConsoleFiles } from './console-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'console-files-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a console that was not built is absent', () => {
  expect(readConsoleFiles(pathToFileURL(`${folder}/none/`))).toBeUndefined()
})

test('so is one without its page', () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets/index-1.js'), '')
  expect(readConsoleFiles(pathToFileURL(`${folder}/`))).toBeUndefined()
})

test.each([
  ['/console', undefined, true],
  ['/console/', undefined, true],
  ['/console?where=a', undefined, true],
  ['/console/assets/index-1.js', undefined, true],
  ['/', 'text/html,*/*;q=0.8', true],
  ['/', '*/*', false],
  ['/', undefined, false],
  ['/?Action=DescribeRegions', 'text/html', false],
  ['/consoles', undefined, false],
  ['/api/v1/session', 'text/html', false],
])('%j of a client that accepts %j is the console’s: %s', (url, accept, isOwned) => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  const files = readConsoleFiles(pathToFileURL(`${folder}/`))
  expect(files?.owns({ url, headers: { accept } } as IncomingMessage)).toBe(isOwned)
})
