import { tagErrors } from './errors.ts'
import { requiredOneOf, requiredText, text } from './scalar-kinds.ts'

/** Where the tagged resources are, and that they are instances; the same in every tag operation. */
export const tagTarget = {
  RegionId: requiredText,
  ResourceType: requiredOneOf(['INSTANCE'], tagErrors.resourceType),
} as const

/** No documented parameter, but there is a documented error for it. */
export const scope = text({ limits: 'not to be given', holds: () => false }, tagErrors.scope)
