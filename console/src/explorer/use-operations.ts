import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/** Every operation of the vendors' APIs that is served. */
export function useOperations() {
  return useQuery({
    queryKey: ['operations'],
    queryFn: ({ signal }) => callApi('ListOperations', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
