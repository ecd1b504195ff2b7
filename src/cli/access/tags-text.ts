import type { Tag } from '../../tags/tag.ts'

/** `env=test, team=orders`; `none` where there are none. */
export function tagsText(tags: readonly Tag[]): string {
  return tags.length === 0 ? 'none' : tags.map(({ key, value }) => `${key}=${value}`).join(', ')
}
