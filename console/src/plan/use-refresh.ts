import { type InfiniteData, useQueryClient } from '@tanstack/react-query'

/** What a change of tags leaves as it is. */
const unmoved: readonly unknown[] = ['preview', 'clouds', 'session']
/** What is read page by page. */
const paged: readonly unknown[] = ['instances', 'changes']
/** Of those, pages that are read anew; what comes after is read when somebody scrolls on. */
const pagesKept = 3

/** To be called after tags were changed: all that was read of them is read anew. */
export function useRefresh() {
  const client = useQueryClient()
  return () => {
    client.setQueriesData<InfiniteData<unknown>>({ predicate: ({ queryKey: [of] }) => paged.includes(of) }, shortened)
    return client.invalidateQueries({ predicate: ({ queryKey: [of] }) => !unmoved.includes(of) })
  }
}

function shortened(data: InfiniteData<unknown> | undefined) {
  return data && { pages: data.pages.slice(0, pagesKept), pageParams: data.pageParams.slice(0, pagesKept) }
}
