import { plainText } from '../access/plain-text.ts'
import { displayWidth } from '../display-width.ts'
import type { ApiErrorBody } from './api-failure.ts'
import { changeText } from './change-text.ts'
import type { Applied, Change, Planned } from './replies.ts'

/** Instances and changes that a message names. */
const namedMax = 10

/** What a person is told when the server refuses. @param where the selector that was sent */
export function failureMessage(body: ApiErrorBody, where = ''): string {
  const { code, message, column, action, resource, changes = [], instances = [], applied = [], requestId } = body
  const told = plainText(column === undefined ? `${message} (${code})` : message)
  const needs = action === undefined ? [] : [plainText(`It needs ${action} on ${resource ?? 'it'}`)]
  return [
    told,
    ...(column === undefined ? [] : caretLines(where, column)),
    ...needs,
    ...named(changes, changeLine),
    ...named(instances, instanceLine),
    ...appliedLines(applied, requestId),
  ].join('\n')
}

/** The selector, and a caret below the column. @param column characters from 1 */
export function caretLines(where: string, column: number): readonly string[] {
  const line = plainText(where)
  const before = [...line].slice(0, column - 1).join('')
  return ['', `  ${line}`, `  ${' '.repeat(displayWidth(before))}^`]
}

function named<Item>(items: readonly Item[], line: (item: Item) => string): readonly string[] {
  const more = items.length - namedMax
  return [
    ...items.slice(0, namedMax).map((item) => `  ${plainText(line(item))}`),
    ...(more > 0 ? [`  … ${more} more`] : []),
  ]
}

function changeLine(change: Change): string {
  return `${change.instance}  ${changeText(change)}, revision ${change.revision} by ${change.actor}`
}

function instanceLine(instance: Planned | string): string {
  if (typeof instance === 'string') return instance
  const { id, refusal } = instance
  return refusal ? `${id}  ${refusal.message} (${refusal.code})` : id
}

function appliedLines(applied: readonly Applied[], requestId: string): readonly string[] {
  if (applied.length === 0) return []
  const lines = applied.map(({ cloud, tenant, instances }) => `  ${cloud} ${tenant}: ${instances} instances`)
  return ['Before that, it was done to', ...lines, `Undo that with "tagplane undo ${requestId}"`].map(plainText)
}
