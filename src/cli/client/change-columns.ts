import type { Column } from '../column-table.ts'
import { cutToWidth } from '../display-width.ts'
import { changeText } from './change-text.ts'
import type { Change } from './replies.ts'

/** So that a long value does not push the rest from the terminal. */
const changeWidthMax = 48

/** What a row of the change log tells; what matters most comes first. */
export const changeColumns: readonly Column<Change>[] = [
  { title: 'TIME', text: ({ at }) => at },
  { title: 'INSTANCE', text: ({ instance }) => instance },
  { title: 'CHANGE', text: (change) => cutToWidth(changeText(change), changeWidthMax), style: colourOf },
  { title: 'REQUEST ID', text: ({ requestId }) => requestId },
  { title: 'ACTOR', text: ({ actor }) => actor },
  { title: 'OPERATION', text: ({ operation }) => operation },
  { title: 'REVISION', text: ({ revision }) => String(revision) },
  { title: 'CLOUD', text: ({ cloud }) => cloud },
  { title: 'TENANT', text: ({ tenant }) => tenant },
]

function colourOf({ before, after }: Change) {
  if (before === undefined) return 'green'
  return after === undefined ? 'red' : 'yellow'
}
