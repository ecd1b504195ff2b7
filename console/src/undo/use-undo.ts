import { useMutation, useQuery } from '@tanstack/react-query'
import { callApi, type Gives, type Takes } from '../api/call-api.ts'
import { useRefresh } from '../plan/use-refresh.ts'

/** What is to be undone: a request, or revisions of a tenant; and which later changes that may overwrite. */
export type Undone = Pick<Takes<'PreviewUndo'>, 'requestId' | 'revisions' | 'overwrite'>

const limit = 500

export function useUndoPreview(undone: Undone) {
  return useQuery({
    queryKey: ['preview', undone],
    queryFn: ({ signal }) => callApi('PreviewUndo', { ...undone, limit }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

export function useApplyUndo(undone: Undone) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ tenants }: Pick<Gives<'PreviewUndo'>, 'tenants'>) => {
      const revisions = tenants.map(({ tenant, revision }) => ({ tenant, revision }))
      return callApi('Undo', { ...undone, seen: { revisions } })
    },
    onSettled: refresh,
  })
}
