import { expect, test } from 'vitest'
import type { InstanceSearch } from '../../search.ts'
import { assertCounts, assertPage } from './assert-limits.ts'

const search: InstanceSearch = { scopes: [{ tenant: 't' }], sort: [{ by: 'created' }, { byTag: 'env' }], limit: 1000 }
const after = { values: [1, null], tenant: 't', instance: 'i' }
const tenants = (count: number) => Array.from({ length: count }, (_, index) => ({ tenant: `t${index}` }))

test.each<[what: string, fields: Partial<InstanceSearch>]>([
  ['the largest page', {}],
  ['as many tenants', { scopes: tenants(200) }],
  ['a cursor', { after }],
  ['a cursor behind a value', { after: { ...after, values: [1, 'prod'] } }],
])('%s is searched', (_what, fields) => {
  expect(() => assertPage({ ...search, ...fields })).not.toThrow()
})

test.each<[what: string, fields: Partial<InstanceSearch>, message: string]>([
  ['a larger page', { limit: 1001 }, 'A page of 1001 instances was asked for'],
  ['an empty page', { limit: 0 }, 'A page of 0 instances was asked for'],
  ['more sort keys', { sort: Array(4).fill({ by: 'id' }) }, 'A search was sorted by 4 keys'],
  ['more tenants', { scopes: tenants(201) }, 'A search was over 201 tenants'],
  ['a tenant twice', { scopes: [{ tenant: 't' }, { tenant: 't' }] }, 'A search named a tenant twice'],
  ['a cursor of fewer keys', { after: { ...after, values: [1] } }, 'The cursor is not of a search'],
  ['a cursor of other keys', { after: { ...after, values: ['1', null] } }, 'The cursor is not of a search'],
  ['a cursor with a fraction', { after: { ...after, values: [0.5, null] } }, 'The cursor is not of a search'],
  ['a cursor without a tenant', { after: { ...after, tenant: undefined as never } }, 'The cursor is not of a search'],
])('%s is a mistake of ours', (_what, fields, message) => {
  expect(() => assertPage({ ...search, ...fields })).toThrow(message)
})

test.each([0, 1001])('%i counts are a mistake of ours', (limit) => {
  expect(() => assertCounts(search, { limit })).toThrow(`${limit} counts were asked for`)
})
