import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LoggedDifference } from '../tags/tag-change.ts'
import type { ChangeFilter, HistoryCursor } from './history.ts'
import { cursorOf, type LogSource, listHistory } from './list-history.ts'

const tenants = ['t1', 't2', 't3']

/** A log of one row for each revision, at the times given; every row's key says its tenant and revision. */
function logOf(tenant: string, times: readonly number[]): readonly LoggedDifference[] {
  const provenance = { actor: '', operation: '', requestId: '' }
  return times
    .toSorted((one, other) => one - other)
    .map((at, index) => {
      const revision = index + 1
      return { tenant, revision, region: '', instance: 'a', key: `${tenant} ${revision}`, ...provenance, at }
    })
}

/** Logs that are looked through `lookedMax` rows at a time. Only rows at even times are found. */
function sourceOf(logs: ReadonlyMap<string, readonly LoggedDifference[]>, lookedMax: number): LogSource {
  return {
    revisionAt: (tenant, time) => logs.get(tenant)?.findLast(({ at }) => at <= time)?.revision ?? 0,
    look({ tenant, end, from }, _filter, limit) {
      const isInStretch = ({ revision, instance, key }: LoggedDifference) =>
        revision >= from &&
        (revision < end.revision || (revision === end.revision && `${instance} ${key}` < `${end.instance} ${end.key}`))
      const stretch = (logs.get(tenant) ?? []).filter(isInStretch).toReversed()
      const looked = stretch.slice(0, lookedMax)
      const changes = looked.filter(isFound).slice(0, limit)
      const last = changes.length === limit ? changes.at(-1) : looked.at(-1)
      return { changes, ...(last && last !== stretch.at(-1) && { reached: cursorOf(last) }) }
    },
  }
}

function isFound({ at }: LoggedDifference): boolean {
  return at % 2 === 0
}

async function listAll(source: LogSource, filter: ChangeFilter, limit: number) {
  const pages: (readonly LoggedDifference[])[] = []
  const cursors: HistoryCursor[] = []
  for (let next: HistoryCursor | undefined, isFirst = true; isFirst || next; isFirst = false) {
    const page = await listHistory(source, filter, next, limit)
    pages.push(page.changes)
    next = page.next
    if (next) cursors.push(next)
  }
  return { pages, cursors }
}

const times = fc.array(fc.nat(12), { maxLength: 12 })

test('however few rows a call looks at, the pages together are the whole listing, each row once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(times, times, times),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      async (all, lookedMax, limit) => {
        const logs = new Map(tenants.map((tenant, index) => [tenant, logOf(tenant, all[index] ?? [])]))
        const { pages, cursors } = await listAll(sourceOf(logs, lookedMax), { tenants }, limit)
        const place = ({ at, tenant, revision }: LoggedDifference) =>
          `${String(at).padStart(2, '0')} ${tenant} ${String(revision).padStart(2, '0')}`
        const expected = [...logs.values()].flat().filter(isFound).map(place).sort().reverse()
        expect(pages.flat().map(place)).toEqual(expected)
        for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit)
        expect(new Set(cursors.map((cursor) => JSON.stringify(cursor))).size).toBe(cursors.length)
      },
    ),
    { numRuns: 300 },
  )
})

test('a call that found nothing says how far it looked', async () => {
  const source = sourceOf(new Map([['t1', logOf('t1', [1, 3, 5, 7])]]), 2)
  const first = await listHistory(source, { tenants: ['t1'] }, undefined, 10)
  expect(first).toEqual({ changes: [], next: { tenant: 't1', revision: 3, instance: 'a', key: 't1 3', at: 5 } })
  expect(await listHistory(source, { tenants: ['t1'] }, first.next, 10)).toEqual({ changes: [] })
})
