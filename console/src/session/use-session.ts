import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Session } from '../api/api-types.ts'
import { callApi, type Takes } from '../api/call-api.ts'
import { sessionKey } from '../api/query-client.ts'

/** As whom this browser is signed in: nobody, or a principal of each cloud. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => callApi('ShowSession', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useSignIn() {
  const begin = useBeginSession()
  return useMutation({ mutationFn: (proof: Takes<'SignIn'>) => callApi('SignIn', proof), onSuccess: begin })
}

export function useSignOut() {
  const begin = useBeginSession()
  return useMutation({ mutationFn: (cloud?: string) => callApi('SignOut', { cloud }), onSuccess: begin })
}

/** Whoever calls now may read other things than before. */
function useBeginSession() {
  const client = useQueryClient()
  return (session: Session) => {
    client.removeQueries({ predicate: ({ queryKey: [of] }) => of !== 'clouds' && of !== sessionKey[0] })
    client.setQueryData(sessionKey, session)
  }
}
