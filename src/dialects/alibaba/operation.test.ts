import { expect, test } from 'vitest'
import { WireError } from '../wire-error.ts'
import type { Call } from './call.ts'
import { missing } from './errors.ts'
import { resourceIds, tagKeys } from './list-kinds.ts'
import { operation } from './operation.ts'
import { rKvstore } from './products.ts'
import { requiredOneOf, requiredText, text } from './scalar-kinds.ts'

const wrongType = new WireError(400, 'WrongType', '')

const sample = operation({
  name: 'Sample',
  product: rKvstore,
  docs: '',
  access: { action: 'kvstore:Sample', level: 'read', resources: '*' },
  parameters: {
    RegionId: requiredText,
    ResourceType: requiredOneOf(['INSTANCE'], wrongType),
    ResourceId: resourceIds(missing('ResourceId')),
    TagKey: tagKeys,
    code: text(),
  },
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
]

test.each(faults.map(([code, params], index) => [code, params, index] as const))(
  '%s comes before all faults further down the list',
  (code, params, index) => {
    const later = faults.slice(index + 1).map(([, fault]) => fault)
    expect(sample.read(valuesOf(Object.assign({}, good, ...later.reverse(), params)))).toMatchObject({ code })
    expect(sample.read(valuesOf({ ...good, ...params }))).toMatchObject({ code })
  },
)

test('what passes runs with what was read', async () => {
  expect(await sample.run(sample.read(valuesOf(good)), {} as Call)).toEqual({ ResourceId: ['r-1'], TagKey: [] })
})

test('a parameter named like a member of an error is no error', () => {
  const input = sample.read(valuesOf({ ...good, code: 'x' }))
  expect(input).toMatchObject({ code: 'x' })
  expect(input).not.toBeInstanceOf(WireError)
})
