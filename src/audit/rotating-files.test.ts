import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeAuditFolder } from './audit-files.ts'
import { RotatingFiles } from './rotating-files.ts'
import { scratchFolders } from './scratch-folder.fixture.ts'

const newFolder = scratchFolders()
const limits = { fileBytesMax: 10, totalBytesMax: 30 }

function append(files: RotatingFiles, ...texts: readonly string[]): void {
  for (const text of texts) {
    files.makeRoomFor(text.length)
    expect(files.append(Buffer.from(text))).toBe(text.length)
  }
}

/** What the files hold, by their names. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** A folder with files of these contents, numbered from 1. */
function folderWith(...texts: readonly string[]): string {
  const folder = join(newFolder(), 'audit')
  makeAuditFolder(folder)
  for (const [index, text] of texts.entries()) writeFileSync(join(folder, `audit-00000${index + 1}.jsonl`), text)
  return folder
}

test('folder and files are for their owner alone', () => {
  const folder = join(newFolder(), 'audit')
  append(new RotatingFiles(folder, limits), 'a\n')
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'audit-000001.jsonl')).mode & 0o777).toBe(0o600)
})

test('the next file is begun before one is over its limit', () => {
  const folder = folderWith()
  append(new RotatingFiles(folder, limits), '123456789\n', 'a\n', '12345678\n')
  expect(contents(folder)).toEqual({
    'audit-000001.jsonl': '123456789\n',
    'audit-000002.jsonl': 'a\n',
    'audit-000003.jsonl': '12345678\n',
  })
})

test('what is longer than a file gets one of its own', () => {
  const folder = folderWith()
  append(new RotatingFiles(folder, limits), '123456789012\n', 'a\n')
  expect(Object.values(contents(folder))).toEqual(['123456789012\n', 'a\n'])
})

test('the oldest files are deleted, so that all together stay within the limit', () => {
  const folder = folderWith()
  const files = new RotatingFiles(folder, limits)
  for (let n = 0; n < 20; n++) {
    append(files, `12345678${n % 10}\n`)
    expect(Object.values(contents(folder)).join('').length).toBeLessThanOrEqual(30)
  }
  expect(Object.keys(contents(folder))).toEqual(['audit-000018.jsonl', 'audit-000019.jsonl', 'audit-000020.jsonl'])
})

test('a lower limit takes effect at the start', () => {
  const folder = folderWith('1234567\n', '1234567\n', '1234567\n', '1234567\n')
  new RotatingFiles(folder, limits)
  expect(Object.keys(contents(folder))).toEqual(['audit-000002.jsonl', 'audit-000003.jsonl', 'audit-000004.jsonl'])
})

test('a start goes on with the newest file', () => {
  const folder = folderWith('a\n', 'b\n')
  append(new RotatingFiles(folder, limits), 'c\n')
  expect(contents(folder)).toEqual({ 'audit-000001.jsonl': 'a\n', 'audit-000002.jsonl': 'b\nc\n' })
})

test('a line that a crash left torn is ended at the start', () => {
  const folder = folderWith('{"to')
  append(new RotatingFiles(folder, limits), 'a\n')
  expect(contents(folder)).toEqual({ 'audit-000001.jsonl': '{"to\na\n' })
})

test('files of other names are left alone', () => {
  const folder = folderWith()
  writeFileSync(join(folder, 'audit-000009.jsonl.bak'), 'mine')
  append(new RotatingFiles(folder, limits), 'a\n')
  expect(Object.keys(contents(folder))).toEqual(['audit-000001.jsonl', 'audit-000009.jsonl.bak'])
})

test('nothing is written once it is closed', () => {
  const files = new RotatingFiles(folderWith(), limits)
  files.close()
  expect(() => files.append(Buffer.from('a\n'))).toThrow('closed')
})
