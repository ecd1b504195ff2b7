import { useQuery } from '@tanstack/react-query'
import type { Cloud } from '../api/api-types.ts'
import { callApi } from '../api/call-api.ts'
import { usePreferences } from '../preferences/preferences.tsx'

/** The clouds that the server serves; none until they are read. */
export function useClouds(): readonly Cloud[] {
  const { data } = useQuery({
    queryKey: ['clouds'],
    queryFn: ({ signal }) => callApi('ListClouds', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.clouds ?? []
}

export function useCloud(name: string): Cloud | undefined {
  return useClouds().find((cloud) => cloud.name === name)
}

/** What the vendor's console calls things, in the language of this one. */
export function useCloudWords(name: string): Cloud['words']['en'] | undefined {
  const { language } = usePreferences()
  return useCloud(name)?.words[language]
}
