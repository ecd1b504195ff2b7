import type { InstanceId, RegionId, Tag } from './tag.ts'
import type { LoggedDifference, TagEdit } from './tag-change.ts'
import { historiesOf, type Step, type TagHistory, takeBack } from './tag-history.ts'

/** The operation that the change log has for an undo, which is a change like any other and can be undone. */
export const undoOperation = 'Undo'

/** An instance that exists, as it is now. */
export interface PresentInstance {
  readonly region: RegionId
  readonly tags: readonly Tag[]
}

/** A tag that is not as the changes left it that are to be undone. Absent values mean no such tag. */
export interface UndoConflict {
  /** On an instance that is gone nothing can be put back. */
  readonly kind: 'changed-again' | 'instance-gone'
  readonly instance: InstanceId
  readonly key: string
  /** What the tag was before all the changes. */
  readonly wanted?: string
  /** What the changes left. */
  readonly expected?: string
  /** What is there now. */
  readonly found?: string
  /** The last other revision that changed the tag, if it is among those that the undo was told of. */
  readonly revision?: number
}

/** What becomes of a tag that was changed again: it stays, or gets what it was before all the changes. */
export type UndoChoice = (conflict: UndoConflict) => 'skip' | 'overwrite'

/** What an undo comes to: the edits of one change, which states the revision at which the tags were read. */
export interface Undo {
  readonly edits: readonly TagEdit[]
  /** By instance and key, those among them that are overwritten. */
  readonly conflicts: readonly UndoConflict[]
}

/** What a tag is to be; absent: it has to go. */
interface PutBack {
  readonly instance: InstanceId
  readonly key: string
  readonly value: string | undefined
}

/**
 * The edits that take changes back, the newest first. A tag that is as they left it gets what it was before, whatever
 * happened between; one that has that already is left alone.
 * @param undone all differences of the changes, of one tenant, in any order
 * @param now those of their instances that exist
 * @param later what else the log has of these instances, as far as conflicts are to tell their revision
 */
export function undo(
  undone: readonly LoggedDifference[],
  now: ReadonlyMap<InstanceId, PresentInstance>,
  later: readonly LoggedDifference[] = [],
  choose: UndoChoice = () => 'skip',
): Undo {
  const lastOther = lastRevisions(undone, later)
  const conflicts: UndoConflict[] = []
  const putBack: PutBack[] = []
  for (const history of historiesOf(undone)) {
    const { instance, key, steps } = history
    const present = now.get(instance)
    const found = present?.tags.find((tag) => tag.key === key)?.value
    const { value, blocked } = takeBack(steps, found)
    const conflict = present ? blocked && changedAgain(history, blocked, found) : instanceGone(history)
    const told = conflict && withRevision(conflict, lastOther)
    if (told) conflicts.push(told)
    const isOverwritten = told?.kind === 'changed-again' && choose(told) === 'overwrite'
    const wanted = isOverwritten ? steps.at(-1)?.before : value
    if (present && wanted !== found) putBack.push({ instance, key, value: wanted })
  }
  return { edits: editsFor(putBack, now), conflicts }
}

function changedAgain(history: TagHistory, { after }: Step, found: string | undefined): UndoConflict {
  const values = { wanted: history.steps.at(-1)?.before, expected: after, found }
  return { kind: 'changed-again', instance: history.instance, key: history.key, ...definite(values) }
}

/** A tag that would go is gone with its instance. */
function instanceGone({ instance, key, steps }: TagHistory): UndoConflict | undefined {
  const wanted = steps.at(-1)?.before
  if (wanted === undefined) return undefined
  return { kind: 'instance-gone', instance, key, wanted, ...definite({ expected: steps[0]?.after }) }
}

function definite<Name extends string>(
  values: Readonly<Record<Name, string | undefined>>,
): { [name in Name]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [name in Name]?: string
  }
}

function withRevision(conflict: UndoConflict, lastOther: ReadonlyMap<string, number>): UndoConflict {
  const revision = lastOther.get(placeOf(conflict))
  return { ...conflict, ...(revision !== undefined && { revision }) }
}

/** Of each tag, the last revision that is not undone. */
function lastRevisions(
  undone: readonly LoggedDifference[],
  later: readonly LoggedDifference[],
): ReadonlyMap<string, number> {
  const ours = new Set(undone.map(({ revision }) => revision))
  const last = new Map<string, number>()
  for (const one of later) {
    const place = placeOf(one)
    if (!ours.has(one.revision)) last.set(place, Math.max(one.revision, last.get(place) ?? 0))
  }
  return last
}

function placeOf({ instance, key }: { readonly instance: InstanceId; readonly key: string }): string {
  return JSON.stringify([instance, key])
}

/** One edit for all instances that get the same. */
function editsFor(putBack: readonly PutBack[], now: ReadonlyMap<InstanceId, PresentInstance>): readonly TagEdit[] {
  const edits = Array.from(
    Map.groupBy(putBack, ({ instance }) => instance),
    ([instance, tags]) => ({ instance, edit: { region: now.get(instance)?.region ?? '', ...editOf(tags) } }),
  )
  return Array.from(Map.groupBy(edits, ({ edit }) => JSON.stringify(edit)).values(), (alike) => ({
    region: '',
    ...alike[0]?.edit,
    instances: alike.map(({ instance }) => instance),
  }))
}

function editOf(tags: readonly PutBack[]): Pick<TagEdit, 'set' | 'unset'> {
  const set = tags.flatMap(({ key, value }) => (value === undefined ? [] : [{ key, value }]))
  const unset = tags.flatMap(({ key, value }) => (value === undefined ? [{ key }] : []))
  return { ...(set.length > 0 && { set }), ...(unset.length > 0 && { unset }) }
}
