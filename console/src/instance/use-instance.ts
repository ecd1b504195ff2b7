import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/** An instance as it is now. */
export function useInstance(tenant: string, id: string) {
  return useQuery({
    queryKey: ['instance', tenant, id],
    queryFn: ({ signal }) => callApi('ShowInstance', { tenant, id }, signal),
  })
}
