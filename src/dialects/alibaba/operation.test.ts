import { expect, test } from 'vitest'
import { missing } from './errors.ts'
import { resourceIds, tagKeys } from './list-kinds.ts'
import { operation } from './operation.ts'
import { requiredOneOf, requiredText } from './scalar-kinds.ts'
import { isWireError, wireError } from './wire-error.ts'

const wrongType = wireError(400, 'WrongType', '')
const wrongTogether = wireError(400, 'WrongTogether', '')

const sample = operation({
  name: 'Sample',
  docs: '',
  access: { action: 'kvstore:Sample', level: 'get', resource: '*' },
  parameters: {
    RegionId: requiredText,
    ResourceType: requiredOneOf(['INSTANCE'], wrongType),
    ResourceId: resourceIds(missing('ResourceId')),
    TagKey: tagKeys,
  },
  errors: [],
  check: ({ RegionId }) => (RegionId === 'nowhere' ? wrongTogether : undefined),
  run: async ({ ResourceId, TagKey }) => ({ ResourceId, TagKey }),
})

type Params = Record<string, string | undefined | readonly string[]>

const good: Params = { RegionId: 'x', ResourceType: 'INSTANCE', ResourceId: ['r-1'], TagKey: [] }

function valuesOf(params: Params): Map<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string') values.set(name, value)
    else for (const [index, item] of (value ?? []).entries()) values.set(`${name}.${index + 1}`, item)
  }
  return values
}

/** In the order in which they are answered. */
const faults: readonly (readonly [string, Params])[] = [
  ['MissingRegionId', { RegionId: undefined }],
  ['MissingResourceType', { ResourceType: undefined }],
  ['MissingResourceId', { ResourceId: [] }],
  ['WrongType', { ResourceType: 'DISK' }],
  ['NumberExceed.ResourceIds', { ResourceId: Array(51).fill('') }],
  ['NumberExceed.Tags', { TagKey: Array(21).fill('') }],
  ['Duplicate.TagKey', { TagKey: ['', ''] }],
  ['InvalidParameter.ResourceId', { ResourceId: ['r 1'] }],
  ['InvalidTagKey.Malformed', { TagKey: [''] }],
  ['WrongTogether', { RegionId: 'nowhere' }],
]

test.each(faults.map(([code, params], index) => [code, params, index] as const))(
  '%s comes before all faults further down the list',
  (code, params, index) => {
    const later = faults.slice(index + 1).map(([, fault]) => fault)
    expect(sample.prepare(valuesOf(Object.assign({}, good, ...later.reverse(), params)))).toMatchObject({ code })
    expect(sample.prepare(valuesOf({ ...good, ...params }))).toMatchObject({ code })
  },
)

test('what passes runs with what was read', async () => {
  const prepared = sample.prepare(valuesOf(good))
  if (isWireError(prepared)) throw new Error(prepared.code)
  expect(await prepared.run({} as never)).toEqual({ ResourceId: ['r-1'], TagKey: [] })
})
