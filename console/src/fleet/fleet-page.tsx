import { Button } from 'antd'
import { useState } from 'react'
import { OmittedNotice } from '../parts/omitted-notice.tsx'
import { useTitle } from '../parts/use-title.ts'
import { Waiting } from '../parts/waiting.tsx'
import { SearchBar } from '../search/search-bar.tsx'
import { useTexts } from '../texts/use-texts.ts'
import { Facets } from './facets.tsx'
import { FleetTools } from './fleet-tools.tsx'
import { InstanceTable } from './instance-table.tsx'
import { narrow } from './narrow.ts'
import { nothingSelected } from './selection.ts'
import { useFleetAddress } from './use-fleet-address.ts'
import { useInstances } from './use-instances.ts'
import { useSelection } from './use-selection.ts'
import './fleet-page.css'

/** The instances of all clouds that one is signed in at, to be searched, compared and edited together. */
export function FleetPage() {
  const t = useTexts().fleet
  useTitle(t.title)
  const [{ where, sort, columns }, setAddress] = useFleetAddress()
  const found = useInstances(where, sort)
  const { selection, select, toggleOne } = useSelection(where)
  const [isNarrowing, setNarrowing] = useState(false)
  const search = (next: string) => {
    if (next === where) void found.refetch()
    else setAddress({ where: next })
  }
  return (
    <>
      <h1 className="visually-hidden">{t.title}</h1>
      <SearchBar where={where} error={found.error} onSearch={search} />
      <OmittedNotice omitted={found.omitted} />
      {found.total !== undefined && (
        <FleetTools where={where} columns={columns} total={found.total} selection={selection} onSelect={select} />
      )}
      <Button className="facets-button" aria-expanded={isNarrowing} onClick={() => setNarrowing(!isNarrowing)}>
        {t.facets}
      </Button>
      <div className="fleet" data-narrowing={isNarrowing}>
        <aside aria-label={t.facets}>
          <Facets
            key={where}
            where={found.error ? '' : where}
            columns={columns}
            onNarrow={(condition) => setAddress({ where: narrow(where, condition) })}
            onColumns={(next) => setAddress({ columns: next })}
          />
        </aside>
        {found.total === undefined ? (
          !found.error && <Waiting />
        ) : (
          <InstanceTable
            instances={found.instances}
            total={found.total}
            sort={sort}
            columns={columns}
            selection={selection}
            hasMore={found.hasNextPage}
            onSort={(next) => setAddress({ sort: next })}
            onToggle={toggleOne}
            onToggleAll={() => select(selection.kind === 'all' ? nothingSelected : { kind: 'all' })}
            onMore={found.fetchNextPage}
          />
        )}
      </div>
    </>
  )
}
