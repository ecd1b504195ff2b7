import { appendFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { appendAuditRecord } from './append-audit-record.ts'
import { auditFile, auditFolderIn, makeAuditFolder } from './audit-files.ts'
import { AuditReader } from './audit-reader.ts'
import { auditLine } from './audit-record.ts'
import { sampleRecord } from './sample-record.fixture.ts'
import { scratchFolders } from './scratch-folder.fixture.ts'

const newFolder = scratchFolders()
const line = (n: number) => auditLine(sampleRecord({ requestId: `${n}` }))

/** A trail of files with these contents, numbered from `first`. */
function trail(texts: readonly string[], first = 1) {
  const data = newFolder()
  makeAuditFolder(auditFolderIn(data))
  const path = (number: number) => auditFile(auditFolderIn(data), number).path
  for (const [index, text] of texts.entries()) writeFileSync(path(first + index), text)
  return { data, path }
}

/** The request ids of what it has not read yet. */
function read(reader: AuditReader): readonly string[] {
  return [...reader.entries()].flat().map(({ record }) => record.requestId ?? '')
}

test('records are read the oldest first, across files', () => {
  const { data } = trail([line(1) + line(2), '', line(3)], 999_998)
  expect(read(new AuditReader(data))).toEqual(['1', '2', '3'])
})

test('a line is handed on as it is in the file', () => {
  const { data } = trail([line(1)])
  expect([...new AuditReader(data).entries()].flat()[0]?.line).toBe(line(1).trimEnd())
})

test('many lines come some at a time, none lost and none twice', () => {
  const numbers = Array.from({ length: 5000 }, (_, n) => n)
  const { data } = trail([numbers.map(line).join('')])
  const chunks = [...new AuditReader(data).entries()]
  expect(chunks.length).toBeGreaterThan(3)
  expect(read(new AuditReader(data))).toEqual(numbers.map(String))
})

test.each([
  ['a torn line', `${line(1)}{"time":"20\n${line(2)}`, 1],
  ['a torn line at the end of a file', `${line(1)}${line(2)}{"time"`, 1],
  ['bytes that are no text', `${line(1)}\xff\xfe\n${line(2)}`, 1],
  ['an empty line', `${line(1)}\n${line(2)}`, 0],
])('%s is skipped and counted', (_what, text, damaged) => {
  const { data } = trail([text, line(3)])
  const reader = new AuditReader(data)
  expect(read(reader)).toEqual(['1', '2', '3'])
  expect(reader.damaged).toBe(damaged)
})

test('what goes on for megabytes without an end is skipped', () => {
  const { data } = trail([`${line(1)}${'x'.repeat(3_000_000)}\n${line(2)}`])
  const reader = new AuditReader(data)
  expect(read(reader)).toEqual(['1', '2'])
  expect(reader.damaged).toBeGreaterThan(0)
})

test('a line that is being written is read when it is whole', () => {
  const { data, path } = trail([line(1) + line(2).slice(0, 20)])
  const reader = new AuditReader(data)
  expect(read(reader)).toEqual(['1'])
  appendFileSync(path(1), line(2).slice(20))
  expect(read(reader)).toEqual(['2'])
  expect(reader.damaged).toBe(0)
})

test('reading goes on where it ended, across the next files', () => {
  const { data, path } = trail([line(1)])
  const reader = new AuditReader(data)
  expect(read(reader)).toEqual(['1'])
  expect(read(reader)).toEqual([])
  appendFileSync(path(1), line(2))
  writeFileSync(path(2), line(3))
  writeFileSync(path(3), line(4))
  expect(read(reader)).toEqual(['2', '3', '4'])
})

test('a trail that begins while it is followed is read', () => {
  const { data, path } = trail([])
  const reader = new AuditReader(data)
  expect(read(reader)).toEqual([])
  writeFileSync(path(1), line(1))
  expect(read(reader)).toEqual(['1'])
})

test('files that are deleted meanwhile are passed over', () => {
  const { data, path } = trail([line(1), line(2), line(3)])
  const reader = new AuditReader(data)
  const entries = reader.entries()
  entries.next()
  rmSync(path(1))
  rmSync(path(2))
  expect([...entries].flat().map(({ record }) => record.requestId)).toEqual(['3'])
})

test('files that were last written before the time asked for are not read', () => {
  const { data, path } = trail([line(1), line(2)])
  utimesSync(path(1), 1000, 1000)
  expect(read(new AuditReader(data, 1_000_001))).toEqual(['2'])
  expect(read(new AuditReader(data, 1_000_000))).toEqual(['1', '2'])
})

test('a command adds to the newest file, and begins a trail where there is none', () => {
  const { data } = trail([line(1), line(2)])
  appendAuditRecord(data, sampleRecord({ requestId: '3' }))
  expect(read(new AuditReader(data))).toEqual(['1', '2', '3'])
  const empty = newFolder()
  appendAuditRecord(empty, sampleRecord({ requestId: '1' }))
  expect(read(new AuditReader(empty))).toEqual(['1'])
})
