import { passes } from '../../../tags/selector/matches.ts'
import { withoutPattern } from '../../../tags/selector/pattern.ts'
import type { Selector, Term, TextSubject, TextTest } from '../../../tags/selector/selector.ts'
import type { RegionId } from '../../../tags/tag.ts'
import { searchLimits } from '../../search.ts'
import { mapTerms, termsOf } from './map-terms.ts'
import { SearchRefused } from './search-refused.ts'
import { type SearchSteps, StatementText } from './search-statement.ts'
import type { TenantScope } from './tenant-scope.ts'

type Place = Pick<TenantScope, 'flavour' | 'tenant' | 'tagRegions'>

interface PlacedValue {
  readonly place: string
  readonly value: string
}

/** Reads the values behind the place `last`, {@link valuesMax} at most. */
type ReadValues = (last: string) => SearchSteps<readonly PlacedValue[]>

/** Values read at a time; a node serves others between. */
const valuesMax = 500

/**
 * `where` with each pattern put for the values that it matches, so that a value is matched once, in linear time, however
 * many instances carry it. A pattern of plain letters needs no values: SQL finds them.
 */
export function* resolvePatterns(place: Place, where: Selector): SearchSteps<Selector | boolean> {
  const resolved = new Map<Term, Term>()
  for (const term of termsOf(where)) {
    if (term.kind !== 'text' || term.test.kind !== 'matches') continue
    const { pattern } = term.test
    const test = withoutPattern(pattern) ?? (yield* matchedValues(readersOf(place, term.subject), term.test, pattern))
    resolved.set(term, { ...term, test })
  }
  return resolved.size === 0 ? where : mapTerms(where, (term) => resolved.get(term) ?? term)
}

function* matchedValues(readers: readonly ReadValues[], test: TextTest, pattern: string): SearchSteps<TextTest> {
  const matched = new Set<string>()
  for (const read of readers) {
    for (let last: string | undefined = ''; last !== undefined; ) {
      const values: readonly PlacedValue[] = yield* read(last)
      for (const { value } of values) if (passes(test, value)) matched.add(value)
      if (matched.size > searchLimits.patternValuesMax) {
        throw new SearchRefused({ kind: 'pattern-too-broad', pattern, valuesMax: searchLimits.patternValuesMax })
      }
      last = values.length < valuesMax ? undefined : values.at(-1)?.place
    }
  }
  return { kind: 'is', values: [...matched] }
}

function readersOf(place: Place, subject: TextSubject): readonly ReadValues[] {
  if ('tag' in subject) return place.tagRegions.map((region) => (last) => tagValues(place, region, subject.tag, last))
  return [(last) => attributeValues(place, subject.attribute, last)]
}

/** One step through the index for each, not for each instance. */
function* tagValues(place: Place, region: RegionId, key: string, last: string): ReturnType<ReadValues> {
  const statement = new StatementText(place)
  const of = `from tag where tenant = ${statement.tenant} and region = ${statement.add(region)}
    and key = ${statement.add(key)}`
  // The empty value is behind nothing.
  const behind = last === '' ? 'true' : `value > ${statement.add(last)}`
  const rows = yield statement.finish(
    `with recursive found(value) as (
       select (select value ${of} and ${behind} order by value limit 1)
       union all
       select (select value ${of} and value > found.value order by value limit 1)
       from found where found.value is not null)
     select value from found where value is not null limit ${statement.add(valuesMax)}`,
  )
  return rows.map(({ value }) => ({ place: String(value), value: String(value) }))
}

function* attributeValues(place: Place, attribute: string, last: string): ReturnType<ReadValues> {
  const statement = new StatementText(place)
  const rows = yield statement.finish(
    `select id, ${attribute} as value from instance
     where tenant = ${statement.tenant} and id > ${statement.add(last)}
     order by id limit ${statement.add(valuesMax)}`,
  )
  return rows.map(({ id, value }) => ({ place: String(id), value: String(value) }))
}
