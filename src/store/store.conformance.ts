import { describe } from 'vitest'
import { archiveConformance } from './conformance/archive.conformance.ts'
import { openBed, type StoreHome } from './conformance/bed.conformance.ts'
import { changesConformance } from './conformance/changes.conformance.ts'
import { durabilityConformance } from './conformance/durability.conformance.ts'
import { historyConformance } from './conformance/history.conformance.ts'
import { identitiesConformance } from './conformance/identities.conformance.ts'
import { identityChangesConformance } from './conformance/identity-changes.conformance.ts'
import { instancesConformance } from './conformance/instances.conformance.ts'
import { listingsConformance } from './conformance/listings.conformance.ts'
import { loadConformance } from './conformance/load.conformance.ts'
import { noncesConformance } from './conformance/nonces.conformance.ts'
import { pastConformance } from './conformance/past.conformance.ts'
import { searchAgreementConformance } from './conformance/search-agreement.conformance.ts'
import { searchesConformance } from './conformance/searches.conformance.ts'
import type { TaggedInstance } from './instance.ts'

/** In what stores may differ. */
export interface StoreTraits {
  /** Whether a home that is opened again still holds what was acknowledged. */
  readonly durable: boolean
}

/**
 * Every promise of `store.ts`, as tests. Each store calls this once for each way to open it.
 * @param openHome makes a new, empty home for one test
 */
export function storeConformance(name: string, traits: StoreTraits, openHome: () => Promise<StoreHome>): void {
  const open = async (instances?: readonly TaggedInstance[]) => openBed(await openHome(), instances)
  describe(name, () => {
    describe('changes', () => changesConformance(open))
    describe('instances', () => instancesConformance(open))
    describe('listings', () => listingsConformance(open))
    describe('searches', () => searchesConformance(open))
    describe('search agreement', () => searchAgreementConformance(open))
    describe('identities', () => identitiesConformance(open))
    describe('identity changes', () => identityChangesConformance(open))
    describe('nonces', () => noncesConformance(open))
    describe('load', () => loadConformance(openHome))
    describe('past', () => pastConformance(open))
    describe('history', () => historyConformance(openHome))
    if (!traits.durable) return
    describe('durability', () => durabilityConformance(open))
    describe('archive', () => archiveConformance(openHome))
  })
}
