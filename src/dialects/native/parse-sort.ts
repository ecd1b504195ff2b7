import type { SortKey } from '../../store/search.ts'
import { sortKeysMax } from './limits.ts'
import { unquoted } from './parse-keys.ts'

type Attribute = Extract<SortKey, { by: string }>['by']

const attributes = {
  created: true,
  id: true,
  name: true,
  region: true,
  tags: true,
  tenant: true,
} satisfies Record<Attribute, true>

/** One key: `-` for descending, an attribute with `@`, or a tag key, in quotes as JSON has them where it needs some. */
const sortKey = /(?<descending>-)?(?:@(?<attribute>[a-z]+)|(?<quoted>"(?:[^"\\]|\\.)*")|(?<tag>[^@",-][^",]*))(?:,|$)/y

/** What `@name,-env` asks for; undefined if it is not written so, or has more than three keys. */
export function parseSort(text: string): readonly SortKey[] | undefined {
  const keys: SortKey[] = []
  let at = 0
  while (at < text.length) {
    sortKey.lastIndex = at
    const found = sortKey.exec(text)
    const key = found?.groups && readKey(found.groups)
    if (!found || !key || keys.length === sortKeysMax) return undefined
    keys.push(key)
    at += found[0].length
  }
  return text.endsWith(',') ? undefined : keys
}

function readKey({ descending, attribute, quoted, tag }: Record<string, string | undefined>): SortKey | undefined {
  const direction = descending === undefined ? {} : { descending: true }
  if (attribute !== undefined) {
    const by = Object.hasOwn(attributes, attribute) ? (attribute as Attribute) : undefined
    return by && { ...direction, by }
  }
  const key = quoted === undefined ? tag : unquoted(quoted)
  return key ? { ...direction, byTag: key } : undefined
}
