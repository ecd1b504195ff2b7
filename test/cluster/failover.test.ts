import { expect, test } from 'vitest'
import { promote, startPostgres, startStandby } from '../postgres-server.ts'
import { startCluster } from './cluster.ts'
import { Trials } from './trial.ts'

test('when a synchronous standby takes the place of a lost PostgreSQL, nothing acknowledged is lost and calls go on', {
  timeout: 60_000,
}, async () => {
  await using primary = await startPostgres()
  await using standby = await startStandby(primary)
  const both = `postgres://postgres@${new URL(primary.url).host},${new URL(standby.url).host}/postgres`
  await using cluster = await startCluster(3, both)
  const { failures } = await new Trials(cluster).underLoad(standby.url, async (goesOn) => {
    await primary.kill()
    await promote(standby)
    await goesOn()
  })
  expect(new Set(failures)).toEqual(new Set(['ServiceUnavailable', 'DBS.280005']))
})
