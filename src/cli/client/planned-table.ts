import { type Column, ColumnTable } from '../column-table.ts'
import { outputWidth } from '../output-width.ts'
import { changeText } from './change-text.ts'
import type { Conflict, Planned, PlannedTenant } from './replies.ts'

const plannedColumns: readonly Column<Planned>[] = [
  { title: 'CLOUD', text: ({ cloud }) => cloud },
  { title: 'ID', text: ({ id }) => id },
  { title: 'NAME', text: ({ name }) => name },
  {
    title: 'CHANGE',
    text: ({ differences, refusal }) => (refusal ? refusalText(refusal) : differences.map(changeText).join('  ')),
    style: ({ refusal }) => (refusal ? 'red' : 'green'),
  },
]

function refusalText({ code, message, action }: NonNullable<Planned['refusal']>): string {
  return `refused: ${message} (${code}${action === undefined ? '' : `, ${action}`})`
}

/** What would become of each instance, or why it is refused. */
export function plannedLines(planned: readonly Planned[]): readonly string[] {
  return planned.length > 0 ? new ColumnTable(plannedColumns, outputWidth()).lines(planned) : []
}

const conflictColumns: readonly Column<Conflict>[] = [
  { title: 'CLOUD', text: ({ cloud }) => cloud },
  { title: 'ID', text: ({ instance }) => instance },
  { title: 'KEY', text: ({ key }) => key },
  { title: 'CONFLICT', text: conflictText, style: () => 'yellow' },
]

function conflictText({ kind, wanted, expected, found, revision }: Conflict): string {
  if (kind === 'instance-gone') return 'the instance is gone'
  const again = revision === undefined ? '' : ` since revision ${revision}`
  return `${told(found)}${again}, not ${told(expected)}; would be ${told(wanted)}`
}

function told(value: string | undefined): string {
  return value === undefined ? 'absent' : `"${value}"`
}

/** The tags that were changed again after what is to be undone. */
export function conflictLines(conflicts: readonly Conflict[]): readonly string[] {
  if (conflicts.length === 0) return []
  return ['', 'Changed again since:', ...new ColumnTable(conflictColumns, outputWidth()).lines(conflicts)]
}

/** How many instances a plan would change, leaves as they are, and may not change. */
export interface PlanCounts {
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
}

/** Of all tenants together. */
export function countsOf(tenants: readonly PlannedTenant[]): PlanCounts {
  const sum = (of: keyof PlanCounts) => tenants.reduce((total, tenant) => total + tenant[of], 0)
  return { changed: sum('changed'), unchanged: sum('unchanged'), refused: sum('refused') }
}

/** The counts in a line. */
export function planSummary({ changed, unchanged, refused }: PlanCounts): string {
  const parts = [
    `${inWords(changed, 'instance')} would change`,
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(unchanged > 0 ? [`${unchanged} ${unchanged === 1 ? 'stays as it is' : 'stay as they are'}`] : []),
  ]
  return parts.join(', ')
}

/** `1 instance`, `2 instances`. */
export function inWords(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
