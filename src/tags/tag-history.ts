import { compareCodePoints } from './compare-code-points.ts'
import type { InstanceId } from './tag.ts'
import type { LoggedDifference } from './tag-change.ts'

/** What some changes made of one tag: a step for those in a row that no other change came between. */
export interface TagHistory {
  readonly instance: InstanceId
  readonly key: string
  /** Newest first, at least one. */
  readonly steps: readonly Step[]
}

/** Absent values mean no such tag. */
export interface Step {
  readonly before: string | undefined
  readonly after: string | undefined
}

/** The histories of all tags that `undone` left other than they were, by instance and key. */
export function historiesOf(undone: readonly LoggedDifference[]): TagHistory[] {
  const inOrder = undone.toSorted(
    (one, other) =>
      compareCodePoints(one.instance, other.instance) ||
      compareCodePoints(one.key, other.key) ||
      other.revision - one.revision,
  )
  const histories: (TagHistory & { readonly steps: Step[] })[] = []
  for (const { instance, key, before, after } of inOrder) {
    const last = histories.at(-1)
    if (last?.instance !== instance || last.key !== key) histories.push({ instance, key, steps: [] })
    addStep(histories.at(-1)?.steps ?? [], { before, after })
  }
  return histories.filter(({ steps }) => steps.some(({ before, after }) => before !== after))
}

/** @param steps newest first; `step` is older than all of them */
function addStep(steps: Step[], step: Step): void {
  const next = steps.at(-1)
  if (next && next.before === step.after) steps[steps.length - 1] = { ...next, before: step.before }
  else steps.push(step)
}

/** Takes steps back from `found`, up to the first that the tag is not as left by: that one is `blocked`. */
export function takeBack(
  steps: readonly Step[],
  found: string | undefined,
): { readonly value: string | undefined; readonly blocked?: Step } {
  let value = found
  for (const step of steps) {
    if (value === step.after) value = step.before
    else if (value !== step.before) return { value, blocked: step }
  }
  return { value }
}
