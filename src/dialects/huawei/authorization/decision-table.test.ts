import { expect, test } from 'vitest'
import { tableFleet } from '../policy/decision-table/decision-row.fixture.ts'
import { decisionTable } from '../policy/decision-table.fixture.ts'
import { stage } from './authorization.fixture.ts'

const { project, instance } = tableFleet
/** Rows of temporary keys wait until there are any. */
const rows = decisionTable.filter(({ session }) => session === undefined)

test.each(rows)('$section: $rule', async ({ expected, call: tableCall, policies, tags }) => {
  const { call, store } = await stage({ policies, tags })
  const before = await store.findInstance(project.id, instance.id)
  const { status, body } = await call(tableCall)
  if (expected === 'allow') expect(Math.floor(status / 100)).toBe(2)
  else {
    expect({ status, body }).toMatchObject({ status: 403, body: { error_code: 'DBS.280063' } })
    expect(await store.findInstance(project.id, instance.id)).toEqual(before)
  }
})

test('the table is played almost whole', () => {
  expect(rows.length).toBeGreaterThan(120)
})
