import { userInfo } from 'node:os'
import { expect, test } from 'vitest'
import { account, seed } from '../alibaba/fleet.ts'
import { tagplane } from '../server/command.ts'
import { startServer } from '../server.ts'
import { accessTo } from './access.ts'

test('every change by a command leaves a record, and no secret in it', async () => {
  await using server = await startServer({ seed })
  const access = accessTo(server.data)
  await access.done(`create user kept --account ${account}`)
  await access.done('attach --to kept ReadOnlyAccess')
  const { id, secret } = await access.json('create key --for kept')
  await access.done(`disable key ${id}`)
  await access.run('attach --to kept no-such-policy')
  await access.done('delete kept')
  const { stdout } = await tagplane(['audit', '--json', '--data', server.data])
  const arn = `acs:ram::${account}:user/kept`
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(records.map(({ operation, resources }) => [operation, ...resources])).toEqual([
    ['tagplane:add-principal', arn],
    ['tagplane:attach-policy', arn, 'ReadOnlyAccess'],
    ['tagplane:add-access-key', id, arn],
    ['tagplane:enable-access-key', id],
    ['tagplane:remove-holder', arn],
  ])
  expect(records[0]).toMatchObject({
    cloud: 'alibaba',
    principal: `tagplane:${userInfo().username}`,
    decision: 'allow',
  })
  expect(stdout).not.toContain(secret)
})
