import type { PolicyKind, StatementId } from './policy.ts'

/** What the policies come to for a request. Statements are named as far as they decided. */
export type Decision =
  /** The first statement of each layer that allows it. */
  | { readonly effect: 'allow'; readonly allowedBy: readonly StatementId[] }
  /** The first statement that denies it; none if nothing in a layer allowed it. `layer` is the one that denies. */
  | { readonly effect: 'deny'; readonly deniedBy: readonly StatementId[]; readonly layer: PolicyKind }
  /** It depends on what the context or the resource's name do not tell yet. */
  | { readonly effect: 'undecided' }

export const undecided: Decision = { effect: 'undecided' }

/** Nothing in this layer allows it. */
export function implicitDenial(layer: PolicyKind): Decision {
  return { effect: 'deny', deniedBy: [], layer }
}
