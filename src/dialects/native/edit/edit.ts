import { z } from 'zod'
import { instancesMax } from '../limits.ts'
import { tagShape } from '../shapes/instance.ts'
import { text } from '../shapes/texts.ts'
import { onlyTenant, where } from '../shapes/where.ts'

/** Tags to set, keys to unset and replacements, of each. */
const tagsMax = 50
/** Longer than what any vendor allows: longer ones only cost time. */
const tagTextMax = 512

const key = z.string().min(1).max(tagTextMax)
const value = z.string().max(tagTextMax)

const replacement = z
  .strictObject({
    key,
    value: value.optional().describe('Only where the tag has this value'),
    by: z.strictObject({ key: key.optional(), value: value.optional() }).describe('What is absent stays as it is'),
  })
  .meta({ id: 'Replacement', description: 'Renames a key, or a value of it' })

/** What an edit chooses and what it does there. */
export const editMembers = {
  where: where.describe('A selector: `env = prod and owner missing`; every instance where empty'),
  tenant: onlyTenant,
  instances: z
    .array(z.strictObject({ tenant: text, id: text }))
    .min(1)
    .max(instancesMax)
    .optional()
    .describe('In the place of `where`; one of both has to be given'),
  unset: z.array(key).max(tagsMax).default([]).describe('Keys to remove; those that an instance has not are no error'),
  replace: z.array(replacement).max(tagsMax).default([]).describe('Done after `unset`, in this order'),
  set: z.array(tagShape.extend({ key, value })).max(tagsMax).default([]).describe('Tags to attach, at last'),
}

const editShape = z.strictObject(editMembers)
export type Edit = z.output<typeof editShape>
