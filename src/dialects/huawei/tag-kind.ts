import { recordLeftToChecks } from './compound-kinds.ts'
import { errors } from './errors.ts'
import { optional, text } from './scalar-kinds.ts'
import { tagRules } from './tag-rules.ts'

const { keyLengthMax, valueLengthMax } = tagRules
const characters = 'letters, digits, blanks and `_.:/=+-@`'

/** A tag of a body. `tag-checks.ts` checks it, since it depends on the action and on the project what it may be. */
export const tagKind = recordLeftToChecks(
  {
    key: text(
      { max: keyLengthMax, limits: `1 to ${keyLengthMax} ${characters}, not blank, not beginning with \`_sys_\`` },
      errors.tagKey,
    ),
    value: optional(
      text({ min: 0, max: valueLengthMax, limits: `0 to ${valueLengthMax} ${characters}` }, errors.tagValue),
    ),
  },
  errors.parameter,
)
