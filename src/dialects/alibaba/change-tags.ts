import type { TaggedInstance } from '../../store/instance.ts'
import type { TagEdit } from '../../tags/tag-change.ts'
import type { WireError } from '../wire-error.ts'
import { denialOn } from './authorize.ts'
import type { Call } from './call.ts'
import { rejections } from './errors.ts'
import type { Members } from './operation.ts'
import { tagRules } from './tag-rules.ts'

/** Applies a change of tags to all the instances or to none. The answer has no members of its own. */
export async function changeTags(
  call: Call,
  region: string,
  instances: readonly string[],
  edit: Pick<TagEdit, 'set' | 'unset'>,
): Promise<Members | WireError> {
  const change = {
    tenant: call.account,
    edits: [{ region, instances: [...new Set(instances)], ...edit }],
    tagsPerInstanceMax: tagRules.tagsPerInstanceMax,
    ...call.provenance,
  }
  const guard = (before: ReadonlyMap<string, TaggedInstance>) => denialOn(call, (id) => before.get(id))
  const outcome = await call.store.changeTags(change, call.undecided.length > 0 ? guard : undefined)
  if (outcome.kind === 'applied') return {}
  return outcome.kind === 'refused' ? outcome.reason : rejections[outcome.kind]
}
