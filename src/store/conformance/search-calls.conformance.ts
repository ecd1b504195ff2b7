import { expect } from 'vitest'
import { matches } from '../../tags/selector/matches.ts'
import { parseSelector } from '../../tags/selector/parse-selector.ts'
import type { Selector } from '../../tags/selector/selector.ts'
import type { TaggedInstance } from '../instance.ts'
import type { InstanceSearch, SearchCursor, SearchFilter, SearchPage, SortKey, TagCounts } from '../search.ts'
import type { Store } from '../store.ts'
import { tenants } from './bed.conformance.ts'

/** What a store searches with. */
export type SearchingStore = Pick<Store, 'searchInstances' | 'countTagKeys' | 'countTagValues'>

export const everywhere = tenants.map(({ id }) => ({ tenant: id }))
export const byId: SortKey = { by: 'id' }

export function holds(where: Selector, instance: TaggedInstance): boolean {
  return matches(where, { ...instance, cloud: tenants.find(({ id }) => id === instance.tenant)?.realm ?? '' })
}

export function parsed(text: string): Selector {
  const answer = parseSelector(text)
  if (answer.kind !== 'selector') throw new Error(answer.message)
  return answer.selector
}

export async function search(
  store: SearchingStore,
  fields: SearchFilter & Partial<InstanceSearch>,
): Promise<SearchPage> {
  const answer = await store.searchInstances({ sort: [], limit: 100, ...fields })
  expect(answer.kind).toBe('page')
  return answer as SearchPage
}

export async function idsFound(store: SearchingStore, filter: SearchFilter): Promise<string> {
  const { instances, total } = await search(store, { ...filter, sort: [byId] })
  expect(total).toBe(instances.length)
  return instances.map(({ id }) => id).join(' ')
}

export async function allPages(store: SearchingStore, fields: InstanceSearch): Promise<readonly TaggedInstance[]> {
  const found: TaggedInstance[] = []
  for (let after: { after?: SearchCursor } = {}; ; ) {
    const page = await search(store, { ...fields, ...after })
    found.push(...page.instances)
    expect(page.instances.length).toBe(page.next ? fields.limit : page.instances.length)
    if (!page.next) return found
    after = afterOf(page)
  }
}

export function afterOf({ next }: SearchPage): { after?: SearchCursor } {
  return next ? { after: next } : {}
}

export function shown({ counts }: TagCounts): string {
  return counts.map(({ text, instances }) => `${text}:${instances}`).join(' ')
}
