import type { AlibabaCall, Answer, Pair } from './calls.ts'
import { account } from './fleet.ts'
import { distinctTags, edited, type ModelInstance, type State } from './state.ts'

/** What a call comes to: its answer, and the state after it. */
export type Step = { readonly answer: Answer; readonly state: State }

/** The tag errors of the UntagResources page of 2024-02-20, and the gateway's for a parameter that is absent. */
const errors = {
  key: [400, 'InvalidTagKey.Malformed', 'The specified parameter Tag.n.Key or TagKey.n is not valid.'],
  value: [400, 'InvalidTagValue.Malformed', 'The specified parameter Tag.n.Value is not valid.'],
  resourceId: [400, 'InvalidParameter.ResourceId', 'The specified parameter ResourceId.n is not valid.'],
  nothing: [400, 'MissParameter.TagOrResourceId', 'The parameter Tag.n or ResourceId.n is needed.'],
  resourceIds: [400, 'NumberExceed.ResourceIds', 'The ResourceIds parameter number is exceed.'],
  tags: [400, 'NumberExceed.Tags', 'The Tags parameter number is exceed.'],
  duplicate: [400, 'Duplicate.TagKey', 'The specified parameter Tag.n.Key is duplicated.'],
  resourceType: [400, 'InvalidParameter.ResourceType', 'The specified parameter ResourceType is not valid.'],
  notFound: [404, 'InvalidDbInstanceId.NotFound', 'Specified instance does not exist.'],
  missingRegion: [400, 'MissingRegionId', 'RegionId is mandatory for this action.'],
  missingType: [400, 'MissingResourceType', 'ResourceType is mandatory for this action.'],
  missingIds: [400, 'MissingResourceId', 'ResourceId is mandatory for this action.'],
} as const

type ErrorName = keyof typeof errors

const tagsPerInstanceMax = 20

/** R-kvstore's tag operations: pages of the operations, and of ECS where they are silent. */
export function stepAlibaba(state: State, call: AlibabaCall): Step {
  const refusal = findRefusal(state, call)
  if (refusal) return refused(state, refusal)
  switch (call.operation) {
    case 'TagResources':
      return tag(state, call)
    case 'UntagResources':
      return { answer: success({}), state: untag(state, call) }
    case 'ListTagResources':
      return { answer: success(listRows(state, call)), state }
    case 'DescribeTags':
      return { answer: success(distinctTags(inRegion(state, call))), state }
  }
}

function refused(state: State, name: ErrorName): Step {
  const [status, code, message] = errors[name]
  return { answer: { status, code, message }, state }
}

function success(result: unknown): Answer {
  return { status: 200, result }
}

/** Presence, type, counts, duplicates, shapes, existence: in this order. */
function findRefusal(state: State, call: AlibabaCall): ErrorName | undefined {
  const { operation, region, resourceType, ids, tags, keys } = call
  if (region === undefined) return 'missingRegion'
  if (operation === 'DescribeTags') return undefined
  if (resourceType === undefined) return 'missingType'
  if (ids.length === 0 && operation !== 'ListTagResources') return 'missingIds'
  if (resourceType !== 'INSTANCE') return 'resourceType'
  if (ids.length > 50) return 'resourceIds'
  if (tags.length > 20 || keys.length > 20) return 'tags'
  const named = [...keys, ...tags.map(({ key }) => key)]
  if (new Set(named).size < named.length) return 'duplicate'
  if (!ids.every((id) => /^[A-Za-z0-9-]+$/.test(id))) return 'resourceId'
  if (!named.every(isKey)) return 'key'
  if (!tags.every(({ value = '' }) => isValue(value))) return 'value'
  if (selectsNothing(call)) return 'nothing'
  const found = new Set(inRegion(state, call).map(({ id }) => id))
  return ids.every((id) => found.has(id)) ? undefined : 'notFound'
}

function selectsNothing({ operation, ids, tags, keys, all }: AlibabaCall): boolean {
  if (operation === 'ListTagResources') return ids.length === 0 && tags.length === 0
  return operation === 'UntagResources' && keys.length === 0 && all?.toLowerCase() !== 'true'
}

function isKey(key: string): boolean {
  const length = [...key].length
  const lower = key.toLowerCase()
  return length >= 1 && length <= 128 && !lower.startsWith('aliyun') && isContent(lower)
}

function isValue(value: string): boolean {
  return [...value].length <= 128 && isContent(value.toLowerCase())
}

function isContent(lower: string): boolean {
  return !lower.startsWith('acs:') && !lower.includes('http://') && !lower.includes('https://')
}

function inRegion(state: State, { region }: AlibabaCall): ModelInstance[] {
  return [...state.values()].filter((instance) => instance.tenant === account && instance.region === region)
}

function tag(state: State, { ids, tags }: AlibabaCall): Step {
  const setAll = (own: Map<string, string>) => {
    for (const { key, value = '' } of tags) own.set(key, value)
  }
  const next = edited(state, ids, setAll, tagsPerInstanceMax)
  return next ? { answer: success({}), state: next } : refused(state, 'tags')
}

/** `All` has no effect beside keys. */
function untag(state: State, { ids, keys }: AlibabaCall): State {
  const remove = (own: Map<string, string>) => {
    if (keys.length === 0) own.clear()
    for (const key of keys) own.delete(key)
  }
  return edited(state, ids, remove) ?? state
}

type Row = [instance: string, key: string, value: string]

/** By instance and key; of the keys asked for, where any are. */
function listRows(state: State, call: AlibabaCall): Row[] {
  const { ids, tags } = call
  const chosen = inRegion(state, call).filter(({ id }) => ids.length === 0 || ids.includes(id))
  const wanted = new Set(tags.map(({ key }) => key))
  return chosen
    .filter((instance) => tags.every((pair) => matches(instance, pair)))
    .flatMap(({ id, tags: own }) => Array.from(own, ([key, value]): Row => [id, key, value]))
    .filter(([, key]) => tags.length === 0 || wanted.has(key))
    .sort(([a, keyA], [b, keyB]) => Buffer.compare(Buffer.from(`${a} ${keyA}`), Buffer.from(`${b} ${keyB}`)))
}

function matches({ tags }: ModelInstance, { key, value }: Pair): boolean {
  return value === undefined ? tags.has(key) : tags.get(key) === value
}
