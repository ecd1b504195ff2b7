import { useMemo } from 'react'
import { useSearchParams } from 'react-router'

/** The state of the page, as its address has it: whoever is sent the address sees the same. */
export interface FleetAddress {
  /** A selector; empty for all instances. */
  readonly where: string
  /** As the API takes it. */
  readonly sort: string
  /** Tag keys with a column of their own. */
  readonly columns: readonly string[]
}

export function useFleetAddress() {
  const [address, setAddress] = useSearchParams()
  const now = useMemo(
    () => ({
      where: address.get('where') ?? '',
      sort: address.get('sort') ?? defaultSort,
      columns: address.getAll('column'),
    }),
    [address],
  )
  return [now, (change: Partial<FleetAddress>) => setAddress(addressOf({ ...now, ...change }))] as const
}

const defaultSort = '@name'

function addressOf({ where, sort, columns }: FleetAddress): URLSearchParams {
  return new URLSearchParams([
    ...(where === '' ? [] : [['where', where]]),
    ...(sort === defaultSort ? [] : [['sort', sort]]),
    ...columns.map((key) => ['column', key]),
  ])
}
