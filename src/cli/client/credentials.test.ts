import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readCredentials } from './credentials.ts'

const folder = mkdtempSync(join(tmpdir(), 'tagplane-credentials-'))
afterAll(() => rmSync(folder, { recursive: true }))

function aFile(name: string, text: string, mode = 0o600): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { mode })
  chmodSync(path, mode)
  return path
}

/** The pairs that are sent. */
function pairsIn(authorization: string): readonly string[] {
  return authorization.split(', ').map((one) => Buffer.from(one.replace('Basic ', ''), 'base64').toString())
}

const file = aFile('keys', '# of the robot\nA:one\n\n  B:two\n')
const other = aFile('other', 'C:three')
const settings = { XDG_CONFIG_HOME: join(folder, 'settings') }

test.each<[string, string | undefined, NodeJS.ProcessEnv, string[]]>([
  ['a file', file, {}, ['A:one', 'B:two']],
  ['a variable', undefined, { TAGPLANE_ACCESS_KEYS: 'D:four  E:five:six' }, ['D:four', 'E:five:six']],
  ['the file that a variable names', undefined, { TAGPLANE_CREDENTIALS: other }, ['C:three']],
  ['a named file before a variable', file, { TAGPLANE_ACCESS_KEYS: 'D:four' }, ['A:one', 'B:two']],
  ['a variable before its file', undefined, { TAGPLANE_ACCESS_KEYS: 'D:4', TAGPLANE_CREDENTIALS: other }, ['D:4']],
])('keys come from %s', (_what, path, env, pairs) => {
  expect(pairsIn(readCredentials(path, env))).toEqual(pairs)
})

test('keys come from the settings where nothing is said', () => {
  expect(() => readCredentials(undefined, settings)).toThrow(/^Give access keys: TAGPLANE_ACCESS_KEYS=/)
  aFile('settings/tagplane/credentials', 'F:seven')
  expect(pairsIn(readCredentials(undefined, settings))).toEqual(['F:seven'])
})

test.each<[string, () => string, string]>([
  ['that others may read', () => aFile('open', 'A:one', 0o640), 'run chmod 600'],
  ['that is not there', () => join(folder, 'none'), 'There is no file'],
  ['that is a folder', () => folder, 'holds no access keys'],
  ['that is empty', () => aFile('empty', '\n# nothing\n'), 'Cannot read the access keys'],
  ['that is large', () => aFile('large', 'A:one\n'.repeat(20_000)), 'holds no access keys'],
])('a file %s is refused', (_what, path, why) => {
  expect(() => readCredentials(path(), {})).toThrow(why)
})

test('what cannot be read is not said back', () => {
  expect(() => readCredentials(aFile('odd', 'A=s3cret'), {})).toThrow(/^(?!.*s3cret)/)
})
