import { useInfiniteQuery } from '@tanstack/react-query'
import { callApi, type Takes } from '../api/call-api.ts'

/** Which changes. */
export type ChangeFilter = Omit<Takes<'ListChanges'>, 'after' | 'limit'>

const limit = 200
/** How often new ones are looked for while nothing older was asked for, milliseconds. */
const freshMs = 3000

/** What became of tags, newest first, and what happens now. */
export function useChanges(filter: ChangeFilter) {
  const query = useInfiniteQuery({
    queryKey: ['changes', filter],
    queryFn: ({ pageParam: after, signal }) => callApi('ListChanges', { ...filter, after, limit }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) => (state.data?.pages.length === 1 ? freshMs : false),
  })
  const pages = query.data?.pages
  return { ...query, changes: pages?.flatMap(({ changes }) => changes), omitted: pages?.[0]?.omitted ?? [] }
}
