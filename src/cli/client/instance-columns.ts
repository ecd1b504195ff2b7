import type { Column } from '../column-table.ts'
import type { Instance } from './replies.ts'

const fixed: readonly Column<Instance>[] = [
  { title: 'CLOUD', text: ({ cloud }) => cloud },
  { title: 'REGION', text: ({ region }) => region },
  { title: 'ID', text: ({ id }) => id },
  { title: 'NAME', text: ({ name }) => name },
]

const chips: Column<Instance> = {
  title: 'TAGS',
  text: ({ tags }) => tags.map(({ key, value }) => `${key}=${value}`).join('  '),
  style: () => 'cyan',
}

/** Columns of a table of instances: all their tags, or, where `keys` are chosen, a column for each. */
export function instanceColumns(keys: readonly string[]): readonly Column<Instance>[] {
  return [...fixed, ...(keys.length > 0 ? keys.map(keyColumn) : [chips])]
}

function keyColumn(title: string): Column<Instance> {
  return { title, text: ({ tags }) => tags.find(({ key }) => key === title)?.value ?? '', style: () => 'cyan' }
}
