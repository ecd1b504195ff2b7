import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/** A revision of the tenant, or a moment. */
export type Then = { readonly revision: number } | { readonly time: string }

/** The tags that an instance had then, also if it is gone. */
export function useTagsAsOf(tenant: string, id: string, then: Then) {
  return useQuery({
    queryKey: ['tags-as-of', tenant, id, then],
    queryFn: ({ signal }) => callApi('ShowTagsAsOf', { tenant, id, ...then }, signal),
  })
}
