import { isTagKey, isTagValue } from '../../tags/tag-rules.ts'
import { gatewayErrors, tagErrors } from './errors.ts'
import { instancesPerCallMax, resourceIdLengthMax, tagsPerCallMax } from './limits.ts'
import type { ParameterKind } from './parameter-kind.ts'
import { tagRules } from './tag-rules.ts'
import type { WireError } from './wire-error.ts'

/** A tag as a caller names it: without a value, it stands for any or for the empty one, as the operation says. */
export interface TagPair {
  readonly key: string
  readonly value?: string
}

/** `ResourceId.N`: ids of instances, at most 50; the same one may come twice. @param absent the error if there is none */
export function resourceIds(absent?: WireError): ParameterKind<readonly string[]> {
  return {
    type: 'RepeatList',
    required: absent !== undefined,
    countMax: instancesPerCallMax,
    read: (values, name) => readList(values, name, tagErrors.resourceId),
    checks: {
      presence: (ids) => (ids.length === 0 ? absent : undefined),
      count: (ids) => (ids.length > instancesPerCallMax ? tagErrors.resourceIds : undefined),
      shape: (ids) => (ids.every(isResourceId) ? undefined : tagErrors.resourceId),
    },
  }
}

/** `TagKey.N`: keys, at most 20, none twice. */
export const tagKeys: ParameterKind<readonly string[]> = {
  type: 'RepeatList',
  required: false,
  countMax: tagsPerCallMax,
  read: (values, name) => readList(values, name, tagErrors.key),
  checks: {
    count: (keys) => (keys.length > tagsPerCallMax ? tagErrors.tags : undefined),
    duplicates: (keys) => (new Set(keys).size < keys.length ? tagErrors.duplicateKey : undefined),
    shape: (keys) => (keys.every((key) => isTagKey(key, tagRules)) ? undefined : tagErrors.key),
  },
}

/** `Tag.N.Key` and `Tag.N.Value`: no key twice. @param absent the error if there is none */
export function tagPairs(countMax: number, absent?: WireError): ParameterKind<readonly TagPair[]> {
  return {
    type: 'RepeatList',
    required: absent !== undefined,
    countMax,
    read: readTagPairs,
    checks: {
      presence: (pairs) => (pairs.length === 0 ? absent : undefined),
      count: (pairs) => (pairs.length > countMax ? tagErrors.tags : undefined),
      duplicates: (pairs) => (keysOf(pairs).size < pairs.length ? tagErrors.duplicateKey : undefined),
      shape: checkTagPairs,
    },
  }
}

/** Whether `id` could be one: letters, digits and hyphens. */
export function isResourceId(id: string): boolean {
  return id.length <= resourceIdLengthMax && /^[A-Za-z0-9-]+$/.test(id)
}

/** A list is flat and counted from 1; where numbers are missing, it is as if the rest had moved up. */
const listIndex = /^[1-9]\d{0,8}$/
const pairIndex = /^([1-9]\d{0,8})\.(Key|Value)$/

function readList(values: ReadonlyMap<string, string>, name: string, malformed: WireError): string[] | WireError {
  if (values.has(name)) return gatewayErrors.listFormat
  const prefix = `${name}.`
  const members: [index: number, value: string][] = []
  for (const [parameter, value] of values) {
    if (!parameter.startsWith(prefix)) continue
    const index = parameter.slice(prefix.length)
    if (!listIndex.test(index)) return malformed
    members.push([Number(index), value])
  }
  return members.sort(([a], [b]) => a - b).map(([, value]) => value)
}

function readTagPairs(values: ReadonlyMap<string, string>, name: string): TagPair[] | WireError {
  if (values.has(name)) return gatewayErrors.listFormat
  const prefix = `${name}.`
  const members = new Map<number, { key: string; value?: string }>()
  for (const [parameter, text] of values) {
    if (!parameter.startsWith(prefix)) continue
    const [, index, part] = pairIndex.exec(parameter.slice(prefix.length)) ?? []
    if (index === undefined) return parameter.endsWith('.Scope') ? tagErrors.scope : tagErrors.key
    const member = members.get(Number(index)) ?? { key: '' }
    members.set(Number(index), part === 'Key' ? { ...member, key: text } : { ...member, value: text })
  }
  return [...members].sort(([a], [b]) => a - b).map(([, pair]) => pair)
}

function checkTagPairs(pairs: readonly TagPair[]): WireError | undefined {
  if (!pairs.every(({ key }) => isTagKey(key, tagRules))) return tagErrors.key
  return pairs.every(({ value = '' }) => isTagValue(value, tagRules)) ? undefined : tagErrors.value
}

function keysOf(pairs: readonly TagPair[]): Set<string> {
  return new Set(pairs.map(({ key }) => key))
}
