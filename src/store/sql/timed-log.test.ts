import { expect, test } from 'vitest'
import { listHistory } from '../list-history.ts'
import { SearchRefused } from './search/search-refused.ts'
import { timedLog } from './timed-log.ts'

test('a log is looked through tenant by tenant, as long as there is time', async () => {
  const clock = { at: 0 }
  const looked: string[] = []
  const source = {
    revisionAt: () => 0,
    look({ tenant }: { readonly tenant: string }) {
      looked.push(tenant)
      clock.at += 60
      return { changes: [] }
    },
  }
  const list = listHistory(
    timedLog(source, 100, () => clock.at),
    { tenants: ['a', 'b', 'c'] },
    undefined,
    1,
  )
  await expect(list).rejects.toThrow(SearchRefused)
  expect(looked).toEqual(['a', 'b'])
})
