import { expect, test } from 'vitest'
import { type DecisionRow, tableFleet } from '../policy/decision-table/decision-row.fixture.ts'
import { decisionTable } from '../policy/decision-table.fixture.ts'
import { stage } from './authorization.fixture.ts'

const { project, instance } = tableFleet

const isTemporary = ({ session, as }: DecisionRow) => session !== undefined || as === 'agency'

test.each(decisionTable)('$section: $rule', async (row) => {
  const { call, store, temporaryKey } = await stage(row)
  const by = isTemporary(row) ? await temporaryKey({ session: row.session }) : undefined
  const before = await store.findInstance(project.id, instance.id)
  const { status, body } = await call(row.call, { by })
  if (row.expected === 'allow') expect(Math.floor(status / 100)).toBe(2)
  else {
    expect({ status, body }).toMatchObject({ status: 403, body: { error_code: 'DBS.280063' } })
    expect(await store.findInstance(project.id, instance.id)).toEqual(before)
  }
})

test('the table has rows of permanent keys and of temporary ones', () => {
  expect(decisionTable.length).toBeGreaterThan(160)
  expect(decisionTable.filter(isTemporary).length).toBeGreaterThan(30)
})
