import type { InstanceId, Tag, TenantId } from '../../tags/tag.ts'
import type { TagChange, TagSelector } from '../../tags/tag-change.ts'
import type { TaggedInstance } from '../instance.ts'
import type { InstanceCreation } from '../store.ts'

/** The documented rules of a store, as plainly as they can be told: for tests, which compare a real store with it. */
export class StoreModel {
  readonly #instances = new Map<string, TaggedInstance>()
  /** Of each tenant, what there was after each of its revisions. */
  readonly #snapshots = new Map<TenantId, readonly (readonly TaggedInstance[])[]>()
  /** The last revision that changed the tags of an instance, that is there or not. */
  readonly #changedAt = new Map<string, number>()
  readonly #tokens = new Map<string, { readonly digest: string; readonly instance: InstanceId }>()

  changeTags({ tenant, edits, seenRevision, tagsPerInstanceMax: limit }: TagChange): object {
    const all = edits.flatMap(({ instances, ...edit }) => instances.map((id) => ({ id, ...edit })))
    const found = all.map(({ id }) => this.#instances.get(`${tenant} ${id}`))
    const missing = all.filter(({ region }, index) => found[index]?.region !== region).map(({ id }) => id)
    if (missing.length > 0) return { kind: 'instances-not-found', instances: missing }
    const revision = this.revisionOf(tenant)
    const isUnseen = ({ id }: { readonly id: InstanceId }) => Number(this.#changedAt.get(`${tenant} ${id}`)) > seen
    const seen = seenRevision ?? revision
    if (seen > revision || all.some(isUnseen)) return { kind: 'changed-since', revision }

    const after = found.flatMap((one, index) => {
      const { set = [], unset = [] } = all[index] ?? {}
      return one ? [{ ...one, tags: edited(one.tags, set, unset) }] : []
    })
    const over = after.filter(({ tags }, index) => all[index]?.set?.length && tags.length > limit).map(({ id }) => id)
    if (over.length > 0) return { kind: 'over-limit', instances: over, limit }
    return { kind: 'applied', ...this.#keep(tenant, after) }
  }

  createInstance({ instance, tags, tagsPerInstanceMax, idempotency }: InstanceCreation): object {
    const { tenant, id } = instance
    const before = idempotency && this.#tokens.get(`${tenant} ${idempotency.token}`)
    if (before && before.digest !== idempotency.digest) return { kind: 'token-used-differently' }
    if (before) return { kind: 'created-before', instance: before.instance }
    if (tags.length > tagsPerInstanceMax) return { kind: 'over-limit', instances: [id], limit: tagsPerInstanceMax }
    if (idempotency) this.#tokens.set(`${tenant} ${idempotency.token}`, { digest: idempotency.digest, instance: id })
    this.#instances.set(`${tenant} ${id}`, { ...instance, tags: [] })
    this.#keep(tenant, [{ ...instance, tags }])
    return { kind: 'created', instance: { ...instance, tags } }
  }

  deleteInstance({ tenant, instance: id }: { readonly tenant: TenantId; readonly instance: InstanceId }): object {
    const instance = this.#instances.get(`${tenant} ${id}`)
    if (!instance) return { kind: 'instances-not-found', instances: [id] }
    this.#keep(tenant, [{ ...instance, tags: [] }])
    this.#instances.delete(`${tenant} ${id}`)
    return { kind: 'done' }
  }

  has(tenant: TenantId, id: InstanceId): boolean {
    return this.#instances.has(`${tenant} ${id}`)
  }

  instancesOf(tenant: TenantId): readonly TaggedInstance[] {
    const ours = [...this.#instances.values()].filter((instance) => instance.tenant === tenant)
    return ours.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  }

  revisionOf(tenant: TenantId): number {
    return this.#snapshots.get(tenant)?.length ?? 0
  }

  /** The instances that carried tags at a revision, as they were then. */
  at(tenant: TenantId, revision: number): readonly TaggedInstance[] {
    return this.#snapshots.get(tenant)?.[revision - 1] ?? []
  }

  #keep(tenant: TenantId, after: readonly TaggedInstance[]): { readonly revision?: number } {
    const changed = after.filter(({ id, tags }) => !sameTags(this.#instances.get(`${tenant} ${id}`)?.tags ?? [], tags))
    for (const instance of after) this.#instances.set(`${tenant} ${instance.id}`, instance)
    if (changed.length === 0) return {}
    const revision = this.revisionOf(tenant) + 1
    for (const { id } of changed) this.#changedAt.set(`${tenant} ${id}`, revision)
    const carrying = this.instancesOf(tenant).filter(({ tags }) => tags.length > 0)
    this.#snapshots.set(tenant, [...(this.#snapshots.get(tenant) ?? []), carrying])
    return { revision }
  }
}

function edited(old: readonly Tag[], set: readonly Tag[], unset: readonly TagSelector[] | 'all'): readonly Tag[] {
  const kept = old.filter((tag) => !isUnset(tag, unset) || set.some(({ key }) => key === tag.key))
  const values = new Map(set.map((tag) => [tag.key, tag.value]))
  const added = set.filter((tag) => !kept.some(({ key }) => key === tag.key))
  return [...kept.map(({ key, value }) => ({ key, value: values.get(key) ?? value })), ...added]
}

function isUnset(tag: Tag, unset: readonly TagSelector[] | 'all'): boolean {
  return unset === 'all' || unset.some(({ key, value = tag.value }) => key === tag.key && value === tag.value)
}

function sameTags(one: readonly Tag[], other: readonly Tag[]): boolean {
  const has = (tags: readonly Tag[], { key, value }: Tag) => tags.some((tag) => tag.key === key && tag.value === value)
  return one.length === other.length && one.every((tag) => has(other, tag))
}
