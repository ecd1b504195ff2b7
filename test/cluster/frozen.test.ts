import { expect, test } from 'vitest'
import { ask } from '../alibaba/send.ts'
import { signV1 } from '../alibaba/signer.ts'
import { alibabaKey, ddsInstance, huaweiKey, project } from '../durability/fleet.ts'
import { signed } from '../huawei/signer.ts'
import { startPostgres } from '../postgres-server.ts'
import type { RunningServer } from '../server.ts'
import { startCluster } from './cluster.ts'

const goesOnMsMax = 10_000

function callDds(node: RunningServer) {
  const path = `/v3/${project}/instances/${ddsInstance(0)}/tags`
  return ask(node, {
    method: 'GET',
    path,
    headers: signed({ method: 'GET', target: path, headers: {} }, huaweiKey),
    body: '',
  })
}

test('calls that PostgreSQL does not answer are given up by every node, and go on when it answers again', async () => {
  await using database = await startPostgres()
  await using cluster = await startCluster(3, database.url, '--statement-timeout', '0.3')
  const callsOf = (node: RunningServer) => [ask(node, signV1(alibabaKey, 'DescribeRegions', [])), callDds(node)]
  const statuses = async () => (await Promise.all(cluster.nodes.flatMap(callsOf))).map(({ status }) => status)

  expect(await statuses()).toEqual([200, 200, 200, 200, 200, 200])
  database.freeze()
  const codes = (await Promise.all(cluster.nodes.flatMap(callsOf))).map(({ Code, error_code }) => Code ?? error_code)
  database.thaw()
  expect(codes).toEqual(cluster.nodes.flatMap(() => ['ServiceUnavailable', 'DBS.280005']))
  await expect.poll(statuses, { timeout: goesOnMsMax }).toEqual([200, 200, 200, 200, 200, 200])
})
