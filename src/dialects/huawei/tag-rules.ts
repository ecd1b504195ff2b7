import type { TagRules } from '../../tags/tag-rules.ts'

/**
 * DDS, "Adding or Deleting Resource Tags in Batches", page of 2026-01-08. One character set for keys and values:
 * letters, marks, digits, the blank and `_.:/=+-@`. The page lists a narrower set too, left over from an older edition.
 */
export const tagRules: TagRules = {
  keyLengthMax: 128,
  valueLengthMax: 255,
  tagsPerInstanceMax: 10,
  /** Not blank, and not a system tag. */
  keyPattern: /^(?!_sys_)(?! +$)[\p{L}\p{M}\p{N} _.:/=+\-@]+$/u,
  valuePattern: /^[\p{L}\p{M}\p{N} _.:/=+\-@]*$/u,
}
