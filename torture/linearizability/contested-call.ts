import type { AlibabaCall, Call, HuaweiCall } from '../../test/model/calls.ts'
import { hangzhou, strictDbs, strictProject } from '../../test/model/fleet.ts'
import type { Random } from '../random.ts'

/** What is checked as one: an instance of either cloud, or two that every call to them names together. */
export const objects = [
  { cloud: 'alibaba', ids: hangzhou.slice(0, 1) },
  { cloud: 'alibaba', ids: hangzhou.slice(1, 3) },
  { cloud: 'huawei', ids: strictDbs.slice(0, 1) },
] as const
export type Contested = (typeof objects)[number]

const keys = ['k0', 'k1', 'k2']
const keysPerCall = [1, 3] as const

/** A read, or a write of a value that no other call writes. */
export function contestedCall({ cloud, ids }: Contested, number: number, random: Random): Call {
  const kind = random.pick(['set', 'set', 'unset', 'list'] as const)
  const first = random.between(0, keys.length - 1)
  const some = Array.from(
    { length: random.between(...keysPerCall) },
    (_, index) => keys[(first + index) % keys.length] ?? '',
  )
  const tags = some.map((key) => ({ key, value: `v${number}` }))
  return cloud === 'alibaba' ? alibabaCall(kind, ids, tags) : huaweiCall(kind, ids[0] ?? '', tags)
}

type Kind = 'set' | 'unset' | 'list'
type Tags = readonly { readonly key: string; readonly value: string }[]

function alibabaCall(kind: Kind, ids: readonly string[], tags: Tags): AlibabaCall {
  const operation = { set: 'TagResources', unset: 'UntagResources', list: 'ListTagResources' } as const
  return {
    cloud: 'alibaba',
    operation: operation[kind],
    wire: 'V3 query',
    region: 'cn-hangzhou',
    resourceType: 'INSTANCE',
    ids,
    tags: kind === 'set' ? tags : [],
    keys: kind === 'unset' ? tags.map(({ key }) => key) : [],
    all: undefined,
  }
}

function huaweiCall(kind: Kind, instance: string, tags: Tags): HuaweiCall {
  const where = { cloud: 'huawei', project: strictProject, instance } as const
  if (kind === 'list') return { ...where, operation: 'ListInstanceTags', body: undefined }
  const edit =
    kind === 'set' ? { action: 'create', tags } : { action: 'delete', tags: tags.map(({ key }) => ({ key })) }
  return { ...where, operation: 'BatchTagAction', body: edit }
}
