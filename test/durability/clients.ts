import { Agent } from 'node:http'
import { signV3 } from '../alibaba/signer.ts'
import { signed } from '../huawei/signer.ts'
import type { RunningServer } from '../server.ts'
import { type Answer, type Call, call } from './call.ts'
import {
  account,
  alibabaKey,
  clientsPerCloud,
  ddsInstance,
  huaweiKey,
  keysOf,
  project,
  redisGroup,
  region,
} from './fleet.ts'
import type { Attempt } from './history.ts'

/** What 32 clients did until the server, or its store, died. */
export interface Epoch {
  readonly attempts: readonly Attempt[]
  /** Of each Alibaba client, the last request that was answered with success: its nonce is spent. */
  readonly spent: readonly Call[]
  /** Answers other than success. */
  readonly refused: readonly string[]
}

type Change = Attempt['change']

/** One client's cloud, as far as it is asked for changes. */
interface Cloud {
  readonly tenant: string
  readonly instances: readonly string[]
  readonly keys: readonly string[]
  request(change: Change): Call
  requestId(answer: Answer): string
}

/** Lets all clients write, each one change after the other, until it is not answered with success. */
export async function writeUntilDeath(server: RunningServer, epoch: number): Promise<Epoch> {
  const agent = new Agent({ keepAlive: true })
  const attempts: Attempt[] = []
  const spent: Call[] = []
  const refused: string[] = []

  async function write(client: number, cloud: Cloud): Promise<void> {
    let lastGood: Call | undefined
    for (let number = 0; ; number++) {
      const change = changeOf(cloud, `${epoch}-${number}`, number)
      const request = cloud.request(change)
      const answer = await call(server, agent, request)
      if (answer && answer.status !== 200) refused.push(`${answer.status} ${answer.text}`)
      const acknowledged = answer?.status === 200 ? cloud.requestId(answer) : undefined
      attempts.push({ client, tenant: cloud.tenant, instances: cloud.instances, change, acknowledged })
      if (answer?.status !== 200) break
      lastGood = request
    }
    if (lastGood && cloud.tenant === account) spent.push(lastGood)
  }

  const clients = Array.from({ length: clientsPerCloud }, (_, client) => client)
  await Promise.all([
    ...clients.map((client) => write(client, alibabaCloud(server, client))),
    ...clients.map((client) => write(clientsPerCloud + client, huaweiCloud(server, client))),
  ])
  agent.destroy()
  return { attempts, spent, refused }
}

/** All of a client's keys get a value that was never there, and are removed in the next change. */
function changeOf({ keys }: Cloud, value: string, number: number): Change {
  return number % 2 === 0 ? { set: Object.fromEntries(keys.map((key) => [key, value])) } : { unset: keys }
}

function alibabaCloud({ host }: RunningServer, client: number): Cloud {
  const instances = redisGroup(client)
  const common = [
    ['RegionId', region],
    ['ResourceType', 'INSTANCE'],
    ...instances.map((id, index) => [`ResourceId.${index + 1}`, id] as const),
  ] as const
  return {
    tenant: account,
    instances,
    keys: keysOf(client),
    request(change) {
      if ('unset' in change) {
        const keys = change.unset.map((key, index) => [`TagKey.${index + 1}`, key] as const)
        return signV3(host, alibabaKey, 'UntagResources', [...common, ...keys])
      }
      const tags = Object.entries(change.set).flatMap(
        ([key, value], index) =>
          [
            [`Tag.${index + 1}.Key`, key],
            [`Tag.${index + 1}.Value`, value],
          ] as const,
      )
      return signV3(host, alibabaKey, 'TagResources', [...common, ...tags])
    },
    requestId: ({ text }) => JSON.parse(text).RequestId,
  }
}

function huaweiCloud({ host }: RunningServer, client: number): Cloud {
  const instance = ddsInstance(client)
  const target = `/v3/${project}/instances/${instance}/tags/action`
  return {
    tenant: project,
    instances: [instance],
    keys: keysOf(clientsPerCloud + client),
    request(change) {
      const tags =
        'unset' in change
          ? change.unset.map((key) => ({ key }))
          : Object.entries(change.set).map(([key, value]) => ({ key, value }))
      const body = JSON.stringify({ action: 'unset' in change ? 'delete' : 'create', tags })
      const headers = signed(
        { method: 'POST', target, headers: { host, 'content-type': 'application/json' }, body },
        huaweiKey,
      )
      return { method: 'POST', path: target, headers, body }
    },
    requestId: ({ headers }) => String(headers['x-request-id']),
  }
}
