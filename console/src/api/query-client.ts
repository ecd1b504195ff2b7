import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './api-error.ts'

/** Tries of what failed because the server was busy. */
const retriesMax = 2

/** The cache of all that was read. Once nobody is signed in any longer, it knows no session. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.code === 'NotSignedIn') {
      client.setQueryData(sessionKey, { principals: [] })
    }
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        retry: (failures, error) => failures < retriesMax && !(error instanceof ApiError && error.status < 500),
      },
    },
  })
  return client
}

export const sessionKey = ['session'] as const
