import type { Instance } from '../api/api-types.ts'

/** An instance by name. */
export type Named = Pick<Instance, 'tenant' | 'id'>

/** What an edit will be about: everything that was found, or these. */
export type Selection = { readonly kind: 'all' } | { readonly kind: 'some'; readonly named: ReadonlyMap<string, Named> }

export const nothingSelected: Selection = { kind: 'some', named: new Map() }

export function isSelected(selection: Selection, instance: Named): boolean {
  return selection.kind === 'all' || selection.named.has(nameOf(instance))
}

/** With an instance more, or without it. Of everything that was found, nothing can be taken. */
export function toggle(selection: Selection, { tenant, id }: Named): Selection {
  if (selection.kind === 'all') return selection
  const named = new Map(selection.named)
  const name = nameOf({ tenant, id })
  if (!named.delete(name)) named.set(name, { tenant, id })
  return { kind: 'some', named }
}

/** What the API takes for it. */
export function selectedBy(selection: Selection, where: string) {
  return selection.kind === 'all' ? { where } : { instances: [...selection.named.values()] }
}

export function nameOf({ tenant, id }: Named): string {
  return `${tenant}/${id}`
}
