/** What a vendor demands of tag keys and values; the vendors differ only in these figures and sets. Lengths in code points. */
export interface TagRules {
  readonly keyLengthMax: number
  readonly valueLengthMax: number
  readonly tagsPerInstanceMax: number
  /** What a key must match as a whole, beside its length. */
  readonly keyPattern: RegExp
  /** What a value must match as a whole, beside its length. */
  readonly valuePattern: RegExp
}

/** Whether `key` may be attached: 1 to `keyLengthMax` code points, well-formed Unicode, and `keyPattern` holds. */
export function isTagKey(key: string, rules: TagRules): boolean {
  return key !== '' && isShortText(key, rules.keyLengthMax) && rules.keyPattern.test(key)
}

/** Whether `value` may be attached: 0 to `valueLengthMax` code points, well-formed Unicode, and `valuePattern` holds. */
export function isTagValue(value: string, rules: TagRules): boolean {
  return isShortText(value, rules.valueLengthMax) && rules.valuePattern.test(value)
}

/** At most `lengthMax` code points, without a lone surrogate (which no store could write as UTF-8). */
export function isShortText(text: string, lengthMax: number): boolean {
  if (text.length > 2 * lengthMax || !text.isWellFormed()) return false
  return text.length <= lengthMax || [...text].length <= lengthMax
}
