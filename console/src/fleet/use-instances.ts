import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { callApi } from '../api/call-api.ts'

/** Instances of the first page, which is to be there at once, and of the pages after it. */
const firstLimit = 100
const limit = 1000

/** The instances that `where` chooses, page after page. */
export function useInstances(where: string, sort: string) {
  const query = useInfiniteQuery({
    queryKey: ['instances', where, sort],
    queryFn: ({ pageParam: after, signal }) =>
      callApi('SearchInstances', { where, sort, after, limit: after === undefined ? firstLimit : limit }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // To read all pages anew that somebody scrolled through would take long, and he did not ask for it.
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const pages = query.data?.pages
  const instances = useMemo(() => pages?.flatMap((page) => page.instances) ?? [], [pages])
  return { ...query, instances, total: pages?.[0]?.total, omitted: pages?.[0]?.omitted ?? [] }
}
