import type { SeedProblem } from './dialect.ts'

/** A text of a seed section that must not come twice, and where it stands. */
export interface Unique {
  readonly path: SeedProblem['path']
  readonly value: string
}

/** One member of each item of a list. @param path of the list */
export function eachOf<M extends string>(
  path: SeedProblem['path'],
  items: readonly { readonly [Name in M]: string }[],
  member: M,
): readonly Unique[] {
  return items.map((item, index) => ({ path: [...path, index, member], value: item[member] }))
}

/** What comes a second time, and each time after. @param what it is called in the message: `access key` */
export function repeats(what: string, all: readonly Unique[]): readonly SeedProblem[] {
  const seen = new Set<string>()
  return all.flatMap(({ path, value }) =>
    seen.size === seen.add(value).size ? [{ path, message: `Give ${what} "${value}" only once` }] : [],
  )
}
