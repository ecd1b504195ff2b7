import { send } from '../alibaba/send.ts'
import { type Pairs, signV1, signV3 } from '../alibaba/signer.ts'
import { signed } from '../huawei/signer.ts'
import type { RunningServer } from '../server.ts'
import type { AlibabaCall, Answer, Call, HuaweiCall } from './calls.ts'
import { alibabaKey, huaweiKey } from './fleet.ts'
import { byFirst } from './state.ts'

const pagesMax = 20

/** Sends a call, reads all pages of its answer, and leaves out what differs from run to run. */
export function sendCall(server: RunningServer, call: Call): Promise<Answer> {
  return call.cloud === 'alibaba' ? sendAlibaba(server, call) : sendHuawei(server, call)
}

async function sendAlibaba(server: RunningServer, call: AlibabaCall): Promise<Answer> {
  const pages: AlibabaSuccess[] = []
  let token = ''
  do {
    const { status, headers, text } = await send(server, signedAs(server, call, token))
    const { RequestId, Code, Message, NextToken, ...members } = JSON.parse(text)
    if (RequestId !== headers['x-acs-request-id']) throw new Error(`The request ids differ: ${RequestId}`)
    if (status !== 200) return { status, code: Code, message: Message }
    pages.push(members)
    token = NextToken ?? ''
  } while (token !== '' && pages.length < pagesMax)
  return { status: 200, result: alibabaResult(call, pages) }
}

function signedAs({ host }: RunningServer, call: AlibabaCall, token: string) {
  const pairs: Pairs = [...parametersOf(call), ...(token === '' ? [] : [['NextToken', token] as const])]
  const [version, place] = call.wire.split(' ') as ['V1' | 'V3', 'query' | 'form']
  return version === 'V3'
    ? signV3(host, alibabaKey, call.operation, pairs, { place })
    : signV1(alibabaKey, call.operation, pairs, { place, method: place === 'form' ? 'POST' : 'GET' })
}

function parametersOf({ region, resourceType, ids, tags, keys, all }: AlibabaCall): [name: string, value: string][] {
  return [
    ...optional('RegionId', region),
    ...optional('ResourceType', resourceType),
    ...optional('All', all),
    ...ids.map((id, index): [string, string] => [`ResourceId.${index + 1}`, id]),
    ...keys.map((key, index): [string, string] => [`TagKey.${index + 1}`, key]),
    ...tags.flatMap(({ key, value }, index) => [
      ...optional(`Tag.${index + 1}.Key`, key),
      ...optional(`Tag.${index + 1}.Value`, value),
    ]),
  ]
}

function optional(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]]
}

interface AlibabaSuccess {
  readonly TagResources?: { readonly TagResource: readonly Record<string, string>[] }
  readonly Tags?: readonly { readonly TagKey: string; readonly TagValues: readonly string[] }[]
}

function alibabaResult({ operation }: AlibabaCall, pages: readonly AlibabaSuccess[]): unknown {
  if (operation === 'ListTagResources') {
    const rows = pages.flatMap(({ TagResources }) => TagResources?.TagResource ?? [])
    if (rows.some(({ ResourceType }) => ResourceType !== 'ALIYUN::KVSTORE::INSTANCE')) return rows
    return rows.map(({ ResourceId, TagKey, TagValue }) => [ResourceId, TagKey, TagValue])
  }
  if (operation === 'DescribeTags')
    return merged(pages.flatMap(({ Tags = [] }) => Tags.map(({ TagKey, TagValues }) => [TagKey, TagValues])))
  return pages[0]
}

type Entry = readonly [key: string, values: readonly string[]]

/** A key may be on two pages, with some of its values on either. */
function merged(entries: readonly (readonly (string | readonly string[])[])[]): Entry[] {
  const values = new Map<string, string[]>()
  for (const [key, own] of entries as readonly Entry[]) values.set(key, [...(values.get(key) ?? []), ...own].sort())
  return [...values].sort(byFirst)
}

async function sendHuawei(server: RunningServer, call: HuaweiCall): Promise<Answer> {
  const { method, target } = routeOf(call)
  const body = call.body === undefined ? '' : JSON.stringify(call.body)
  const headers = signed(
    { method, target, headers: { host: server.host, 'content-type': 'application/json' }, body },
    huaweiKey,
  )
  const { status, text } = await send(server, { method, path: target, headers, body })
  const members = JSON.parse(text)
  if (status !== 200) return { status, code: members.error_code, message: members.error_msg }
  return { status, result: huaweiResult(call, members) }
}

function routeOf({ operation, project, instance }: HuaweiCall): { method: string; target: string } {
  switch (operation) {
    case 'BatchTagAction':
      return { method: 'POST', target: `/v3/${project}/instances/${instance}/tags/action` }
    case 'ListInstanceTags':
      return { method: 'GET', target: `/v3/${project}/instances/${instance}/tags` }
    case 'ListProjectTags':
      return { method: 'GET', target: `/v3/${project}/tags` }
    case 'ListInstancesByTags':
      return { method: 'POST', target: `/v3/${project}/instances/action` }
  }
}

interface HuaweiSuccess {
  readonly tags: readonly { readonly key: string; readonly value: string; readonly values: readonly string[] }[]
  readonly instances?: readonly Pick<HuaweiInstance, 'instance_id' | 'instance_name' | 'tags'>[]
  readonly total_count: number
}

interface HuaweiInstance {
  readonly instance_id: string
  readonly instance_name: string
  readonly tags: HuaweiSuccess['tags']
}

function huaweiResult({ operation }: HuaweiCall, members: HuaweiSuccess): unknown {
  switch (operation) {
    case 'ListInstanceTags':
      return members.tags.map(({ key, value }) => [key, value])
    case 'ListProjectTags':
      return members.tags.map(({ key, values }): [string, string[]] => [key, [...values].sort()]).sort(byFirst)
    case 'ListInstancesByTags':
      return foundInstances(members)
    default:
      return members
  }
}

/** The page states no order: they are sorted by id. */
function foundInstances({ instances, total_count: total }: HuaweiSuccess): unknown {
  if (!instances) return { total }
  const found = instances.map(({ instance_id, instance_name, tags }): [string, string, [string, string][]] => [
    instance_id,
    instance_name,
    tags.map(({ key, value }) => [key, value]),
  ])
  return { total, instances: found.sort(byFirst) }
}
