import { useMutation } from '@tanstack/react-query'
import { callApi, type Gives } from '../api/call-api.ts'
import type { Edit } from '../plan/edit.ts'
import { useRefresh } from '../plan/use-refresh.ts'

/** Changes the tags of one instance, unless somebody changed them since they were shown. */
export function useEditTags({ tenant, id, revision }: Pick<Gives<'ShowInstance'>, 'tenant' | 'id' | 'revision'>) {
  const refresh = useRefresh()
  return useMutation({
    mutationFn: async (edit: Edit) => {
      const chosen = { instances: [{ tenant, id }] }
      const { selection } = await callApi('PreviewEdit', { ...chosen, ...edit })
      return callApi('EditTags', { ...chosen, ...edit, seen: { selection, revisions: [{ tenant, revision }] } })
    },
    onSuccess: refresh,
  })
}
