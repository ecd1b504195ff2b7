import { isTagKey, isTagValue } from '../../tags/tag-rules.ts'
import type { WireError } from '../wire-error.ts'
import { gatewayErrors, tagErrors } from './errors.ts'
import { instancesPerCallMax, resourceIdLengthMax, tagsPerCallMax } from './limits.ts'
import type { ParameterCheck, ParameterKind } from './parameter-kind.ts'
import { tagRules } from './tag-rules.ts'

/** A tag as a caller names it: without a value, it stands for any or for the empty one, as the operation says. */
export interface TagPair {
  readonly key: string
  readonly value?: string
}

/** `ResourceId.N`: ids of instances, at most 50; the same one may come twice. @param absent the error if there is none */
export function resourceIds(absent?: WireError): ParameterKind<readonly string[]> {
  return {
    ...listOf(instancesPerCallMax, absent),
    unreadable: [gatewayErrors.listFormat, tagErrors.resourceId],
    read: (values, name) => readList(values, name, tagErrors.resourceId),
    checks: [
      ...presence(absent),
      { phase: 'count', holds: (ids) => ids.length <= instancesPerCallMax, breach: tagErrors.resourceIds },
      { phase: 'shape', holds: (ids) => ids.every(isResourceId), breach: tagErrors.resourceId },
    ],
  }
}

/** `TagKey.N`: keys, at most 20, none twice. */
export const tagKeys: ParameterKind<readonly string[]> = {
  ...listOf(tagsPerCallMax),
  unreadable: [gatewayErrors.listFormat, tagErrors.key],
  read: (values, name) => readList(values, name, tagErrors.key),
  checks: [
    { phase: 'count', holds: (keys) => keys.length <= tagsPerCallMax, breach: tagErrors.tags },
    { phase: 'duplicates', holds: areDistinct, breach: tagErrors.duplicateKey },
    { phase: 'shape', holds: (keys) => keys.every(isGoodKey), breach: tagErrors.key },
  ],
}

/** `Tag.N.Key` and `Tag.N.Value`: no key twice. @param absent the error if there is none */
export function tagPairs(countMax: number, absent?: WireError): ParameterKind<readonly TagPair[]> {
  return {
    ...listOf(countMax, absent),
    members: ['Key', 'Value'],
    unreadable: [gatewayErrors.listFormat, tagErrors.key, tagErrors.scope],
    read: readTagPairs,
    checks: [
      ...presence(absent),
      { phase: 'count', holds: (pairs) => pairs.length <= countMax, breach: tagErrors.tags },
      {
        phase: 'duplicates',
        holds: (pairs) => areDistinct(pairs.map(({ key }) => key)),
        breach: tagErrors.duplicateKey,
      },
      { phase: 'shape', holds: (pairs) => pairs.every(({ key }) => isGoodKey(key)), breach: tagErrors.key },
      {
        phase: 'shape',
        holds: (pairs) => pairs.every(({ value = '' }) => isTagValue(value, tagRules)),
        breach: tagErrors.value,
      },
    ],
  }
}

/** Whether `id` could be one: letters, digits and hyphens. */
export function isResourceId(id: string): boolean {
  return id.length <= resourceIdLengthMax && /^[A-Za-z0-9-]+$/.test(id)
}

function listOf(countMax: number, absent?: WireError) {
  return { type: 'RepeatList', required: absent !== undefined, limits: `at most ${countMax}` } as const
}

function presence(absent: WireError | undefined): readonly ParameterCheck<readonly unknown[]>[] {
  return absent ? [{ phase: 'presence', holds: (members) => members.length > 0, breach: absent }] : []
}

function areDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length
}

function isGoodKey(key: string): boolean {
  return isTagKey(key, tagRules)
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
