import { z } from 'zod'
import type { Tag } from '../tags/tag.ts'
import { isTagKey, isTagValue, type TagRules } from '../tags/tag-rules.ts'
import type { SeedProblem } from './dialect.ts'
import { seedText } from './seed-text.ts'

/** `{ env: prod }` as tags, in the order written. A key may be any text, `__proto__` too, which a record would lose. */
export const seedTags = z
  .unknown()
  .default({})
  .transform((value, context): readonly Tag[] => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue({ code: 'custom', message: 'Write the tags as "key: value"' })
      return z.NEVER
    }
    return Object.entries(value).map(([key, text]): Tag => {
      const { data, error } = seedText.safeParse(text)
      for (const { message } of error?.issues ?? []) context.addIssue({ code: 'custom', path: [key], message })
      return { key, value: data ?? '' }
    })
  })

/** Tags of one instance that break the vendor's rules, or are too many. @param path of the instance */
export function tagProblems(
  tags: readonly Tag[],
  rules: TagRules,
  tagsPerInstanceMax: number,
  path: SeedProblem['path'],
): readonly SeedProblem[] {
  const problems: SeedProblem[] = []
  if (tags.length > tagsPerInstanceMax) {
    problems.push({ path: [...path, 'tags'], message: `Give at most ${tagsPerInstanceMax} tags, not ${tags.length}` })
  }
  for (const { key, value } of tags) {
    const where = [...path, 'tags', key]
    if (!isTagKey(key, rules)) problems.push({ path: where, message: `Choose another tag key than "${key}"` })
    if (!isTagValue(value, rules)) problems.push({ path: where, message: `Choose another tag value than "${value}"` })
  }
  return problems
}
