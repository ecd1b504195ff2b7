import type { TagChange } from '../../tags/tag-change.ts'
import type { WireError } from '../wire-error.ts'
import type { Call } from './call.ts'
import { rejections } from './errors.ts'
import type { Members } from './operation.ts'
import { tagRules } from './tag-rules.ts'

/** Applies a change of tags to all the instances or to none. The answer has no members of its own. */
export async function changeTags(
  call: Call,
  region: string,
  instances: readonly string[],
  edit: Pick<TagChange, 'set' | 'unset'>,
): Promise<Members | WireError> {
  const outcome = await call.store.changeTags({
    tenant: call.account,
    region,
    instances: [...new Set(instances)],
    ...edit,
    tagsPerInstanceMax: tagRules.tagsPerInstanceMax,
    ...call.provenance,
  })
  return outcome.kind === 'applied' ? {} : rejections[outcome.kind]
}
