import type { JsonObject } from '../../../../access/strict-json.ts'
import { changeGuard } from '../../authorization/authorize.ts'
import type { Call } from '../../call.ts'
import { list } from '../../compound-kinds.ts'
import { errors, rejections } from '../../errors.ts'
import { done, operation } from '../../operation.ts'
import { oneOf } from '../../scalar-kinds.ts'
import { hasRepeatedKey, isKeyToAdd, isKeyToDelete, isValueToAdd, isValueToDelete } from '../../tag-checks.ts'
import { tagKind } from '../../tag-kind.ts'
import { readSelector, readTag } from '../../tag-wire.ts'
import type { WireError } from '../../wire-error.ts'

/** What the parameters leave to the checks: the tags' members, which mean different things to the two actions. */
interface TagAction {
  readonly action: 'create' | 'delete'
  readonly tags: readonly JsonObject[]
}

/** As many as an instance can have in any project. */
const tagsMax = 1000

export const batchTagAction = operation({
  name: 'BatchTagAction',
  docs: 'Adding or Deleting Resource Tags in Batches',
  service: 'dds',
  method: 'POST',
  path: '/v3/{project_id}/instances/{instance_id}/tags/action',
  access: { action: 'dds:instance:setTag', action11: 'dds:instance:modify', level: 'tagging', resources: 'instance' },
  body: {
    action: oneOf(['create', 'delete'], errors.parameter),
    tags: list(tagKind, { min: 1, max: tagsMax }, errors.parameter),
  },
  checks: [checkKeys, checkValues, checkRepeats],
  asks: ({ action, tags }) => ({
    tags: action === 'create' ? tags.map(readTag) : [],
    tagKeys: tags.map(({ key }) => String(key)),
  }),
  errors: [errors.parameter, errors.tagKey, errors.tagValue, errors.noSuchInstance, errors.tagLimit],
  async run({ action, tags }, call) {
    const edit = action === 'create' ? { set: tags.map(readTag) } : { unset: tags.map(readSelector) }
    const change = {
      ...call.provenance,
      tenant: call.project.id,
      edits: [{ region: call.project.region, instances: [call.instanceId], ...edit }],
      tagsPerInstanceMax: call.project.tagsPerInstanceMax,
    }
    const outcome = await call.store.changeTags(change, changeGuard(call))
    if (outcome.kind === 'applied') return done
    return outcome.kind === 'refused' ? outcome.reason : rejections[outcome.kind]
  },
})

/** Keys to add obey the rules for keys; keys to delete only have to be there. */
function checkKeys({ action, tags }: TagAction): WireError | undefined {
  const isGood = action === 'create' ? isKeyToAdd : isKeyToDelete
  return tags.every(({ key }) => isGood(key)) ? undefined : errors.tagKey
}

function checkValues({ action, tags }: TagAction, { project }: Call): WireError | undefined {
  const isGood = (value: unknown) =>
    action === 'create' ? isValueToAdd(value, project.lenientCreateValue) : isValueToDelete(value)
  return tags.every(({ value }) => isGood(value)) ? undefined : errors.tagValue
}

function checkRepeats({ tags }: TagAction): WireError | undefined {
  return hasRepeatedKey(tags) ? errors.parameter : undefined
}
