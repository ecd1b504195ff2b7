import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/** How many instances there are; undefined until that is known. */
export function useFleetSize(): number | undefined {
  const { data } = useQuery({
    queryKey: ['fleet-size'],
    queryFn: ({ signal }) => callApi('SearchInstances', { limit: 1 }, signal),
  })
  return data?.total
}
