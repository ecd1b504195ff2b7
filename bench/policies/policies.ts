/** Policies that are about the actions of the loads: nine that do not apply, and then the one that allows them. */
export const aboutTags = 10
export const policiesMin = aboutTags

/** `count` policies: those about other things first, again and again with another number, and at last those about tags. */
export function policiesOf(
  count: number,
  others: readonly ((number: number) => object)[],
  tagPolicies: readonly object[],
): readonly object[] {
  const filler = Array.from(
    { length: count - tagPolicies.length },
    (_, index) => others[index % others.length]?.(index) ?? {},
  )
  return [...filler, ...tagPolicies]
}
