import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

/** What is counted: keys, or values of one, on the instances that `where` chooses. */
export interface Counted {
  readonly where?: string
  readonly beginning?: string
  readonly limit: number
}

export function useTagKeys(counted: Counted, enabled = true) {
  return useQuery({
    queryKey: ['tag-keys', counted],
    queryFn: ({ signal }) => callApi('CountTagKeys', counted, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}

export function useTagValues(key: string, counted: Counted, enabled = true) {
  return useQuery({
    queryKey: ['tag-values', key, counted],
    queryFn: ({ signal }) => callApi('CountTagValues', { key, ...counted }, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}
