import { expect, test } from 'vitest'
import { type ArchivedTable, archivedTables } from '../store/store-archive.ts'
import { ArchiveDigest } from './archive-digest.ts'

const tableOf = (name: string) => archivedTables.find((table) => table.name === name) as ArchivedTable
const atRevision = (revision: number) => ['t', 'r', 'a', 'n', '', '{}', revision, 0]
const logged = (revision: number, key = 'k') => ['t', revision, 'i', key, null, 'v', 'u', 'o', 'q', 0]

function digest(revision: number, log: readonly (readonly (string | number | null)[])[], chunk = log.length) {
  const digest = new ArchiveDigest()
  digest.add({ table: tableOf('tenant'), rows: [atRevision(revision)] })
  for (let first = 0; first < log.length; first += chunk) {
    digest.add({ table: tableOf('change'), rows: log.slice(first, first + chunk) })
  }
  return digest
}

test('the same rows are the same, however they come', () => {
  const log = [logged(1), logged(2, 'a'), logged(2, 'b'), logged(3)]
  expect(digest(3, log).differences(digest(3, log, 1))).toEqual([])
  expect(digest(3, log).summary()).toBe('5 rows in 2 tables')
})

test.each([
  ['a row too few', [logged(1)]],
  ['a row too many', [logged(1), logged(2), logged(2, 'l')]],
  ['another value', [logged(1), logged(2, 'l')]],
])('%s is told', (_what, log) => {
  expect(digest(2, [logged(1), logged(2)]).differences(digest(2, log))).toEqual(['change'])
})

test('a table that is missing is told', () => {
  expect(digest(0, []).differences(new ArchiveDigest())).toEqual(['tenant'])
})

test('a log whose revisions are whole has no gap', () => {
  expect(digest(2, [logged(1), logged(2, 'a'), logged(2, 'b')]).gaps()).toBe(0)
})

test.each([
  ['between', 3, [logged(1), logged(3)]],
  ['at the start', 2, [logged(2)]],
  ['at the end', 3, [logged(1), logged(2)]],
  ['in the whole', 1, []],
])('a gap in the log %s is told', (_where, revision, log) => {
  expect(digest(revision, log).gaps()).toBe(1)
})
