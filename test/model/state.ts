import { account, dbName, hangzhou, shanghai, strictDbs, strictProject, wideDbs, wideProject } from './fleet.ts'

/** An instance of the reference model. */
export interface ModelInstance {
  readonly id: string
  readonly name: string
  readonly tenant: string
  readonly region: string
  /** In the order in which the keys were attached. */
  readonly tags: ReadonlyMap<string, string>
}

/** Everything that the caller owns, by id. A value: every change makes another one. */
export type State = ReadonlyMap<string, ModelInstance>

type Tags = ModelInstance['tags']

/** The fleet without any tag. */
export function untaggedFleet(): State {
  const none: Tags = new Map()
  const redis = (region: string) => (id: string) => ({ id, name: '', tenant: account, region, tags: none })
  const dds = (tenant: string) => (id: string) => ({ id, name: dbName(id), tenant, region: '', tags: none })
  const instances: ModelInstance[] = [
    ...hangzhou.map(redis('cn-hangzhou')),
    ...shanghai.map(redis('cn-shanghai')),
    ...strictDbs.map(dds(strictProject)),
    ...wideDbs.map(dds(wideProject)),
  ]
  return new Map(instances.map((instance) => [instance.id, instance]))
}

/** The state with the tags of some instances edited, or undefined if one of them would get more than `limit`. */
export function edited(
  state: State,
  ids: readonly string[],
  edit: (tags: Map<string, string>) => void,
  limit = Infinity,
): State | undefined {
  const next = new Map(state)
  for (const id of ids) {
    const instance = next.get(id)
    if (!instance) throw new Error(`The model has no ${id}`)
    const tags = new Map(instance.tags)
    edit(tags)
    if (tags.size > limit) return undefined
    next.set(id, { ...instance, tags })
  }
  return next
}

/** The distinct tags of some instances: each key with its values, both sorted. */
export function distinctTags(instances: Iterable<ModelInstance>): [key: string, values: string[]][] {
  const values = new Map<string, Set<string>>()
  for (const { tags } of instances) {
    for (const [key, value] of tags) values.set(key, (values.get(key) ?? new Set()).add(value))
  }
  return [...values].map(([key, own]) => [key, [...own].sort()] as [string, string[]]).sort(byFirst)
}

/** Sorts entries by their first member. */
export function byFirst([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
