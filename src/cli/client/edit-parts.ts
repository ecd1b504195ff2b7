import { UsageError } from '../listen-address.ts'
import type { Api } from './api.ts'
import { ApiFailure } from './api-failure.ts'
import { findInstances } from './find-instances.ts'
import type { EditPreview } from './replies.ts'

/** Instances that one call changes at most. */
const partMax = 2000

/** Instances that are changed in parts at most. */
const allMax = 1_000_000

/** Which instances an edit is about, as the API takes it. */
export type Chosen =
  | { readonly where: string; readonly tenant?: string | undefined }
  | { readonly instances: readonly { readonly tenant: string; readonly id: string }[] }

/** What becomes of their tags. */
export interface TagSteps {
  readonly set?: readonly { readonly key: string; readonly value: string }[]
  readonly unset?: readonly string[]
}

/** One call of an edit, with what its preview showed. */
export interface EditPart {
  readonly edit: Chosen & TagSteps
  readonly preview: EditPreview
}

/** Names the instances that a selector finds now, as many at a time as a call takes. */
export async function chooseInParts(api: Api, where: string, tenant: string | undefined): Promise<readonly Chosen[]> {
  const found: { tenant: string; id: string }[] = []
  for await (const { instances } of findInstances(api, { where, tenant })) {
    found.push(...instances.map(({ tenant, id }) => ({ tenant, id })))
    if (found.length > allMax) throw new UsageError(`Narrow the selector: it finds more than ${allMax} instances`)
  }
  const count = Math.ceil(found.length / partMax)
  return Array.from({ length: count }, (_, part) => ({
    instances: found.slice(part * partMax, (part + 1) * partMax),
  }))
}

/** Shows what an edit would do. @param limit of the instances told @throws ApiFailure */
export async function previewPart(api: Api, edit: EditPart['edit'], limit: number): Promise<EditPart> {
  try {
    return { edit, preview: await api.post<EditPreview>('/edits/preview', { ...edit, limit }) }
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.code !== 'TooManyInstances') throw error
    throw new UsageError(
      `${error.message}; narrow the selector, or say --in-parts, which changes ${partMax} at a time, each part with a request id of its own`,
    )
  }
}
