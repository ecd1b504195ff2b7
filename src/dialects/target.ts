/** A request target, decoded once. */
export interface Target {
  /** As received, without the query. */
  readonly path: string
  /** What stands between the slashes, decoded; a slash at the end is ignored. */
  readonly segments: readonly string[]
  /** Name and value, decoded, in the order received; a name without `=` has the value `''`. */
  readonly query: readonly (readonly [name: string, value: string])[]
}

/** Reads a path with its query; undefined if a percent sequence in it is none, or is not UTF-8. A `+` in the query is a blank. */
export function parseTarget(target: string): Target | undefined {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  try {
    const segments = path.slice(1, path.endsWith('/') ? -1 : undefined).split('/')
    const decoded = path.includes('%') ? segments.map(decodeURIComponent) : segments
    return { path, segments: decoded, query: mark < 0 ? [] : parseQuery(target.slice(mark + 1)) }
  } catch {
    return undefined
  }
}

function parseQuery(query: string): [string, string][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0 ? [decode(pair), ''] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))]
    })
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  return spaced.includes('%') ? decodeURIComponent(spaced) : spaced
}
