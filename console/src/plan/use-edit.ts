import { useMutation, useQuery } from '@tanstack/react-query'
import { callApi, type Gives } from '../api/call-api.ts'
import type { Chosen, Edit } from './edit.ts'
import { useRefresh } from './use-refresh.ts'

/** Instances that a preview shows. */
const limit = 500

/** What an edit would come to. It is not read anew behind anybody's back: what he applies is what he saw. */
export function useEditPreview(chosen: Chosen, edit: Edit) {
  return useQuery({
    queryKey: ['preview', chosen, edit],
    queryFn: ({ signal }) => callApi('PreviewEdit', { ...chosen, ...edit, limit }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
}

/** An edit as its preview showed it. */
interface Applied {
  readonly preview: Pick<Gives<'PreviewEdit'>, 'selection' | 'tenants'>
  readonly skipRefused: boolean
}

export function useApplyEdit(chosen: Chosen, edit: Edit) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ preview: { selection, tenants }, skipRefused }: Applied) => {
      const revisions = tenants.map(({ tenant, revision }) => ({ tenant, revision }))
      return callApi('EditTags', { ...chosen, ...edit, seen: { selection, revisions }, skipRefused })
    },
    onSettled: refresh,
  })
}
