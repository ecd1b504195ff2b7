import type { Queries } from './queries.ts'

const readOne = 'select value from property where name = $1'
const writeOne =
  'insert into property (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value'

/** Facts about a database as a whole, by name. */
export async function readProperty(queries: Queries, name: string): Promise<string | undefined> {
  return (await queries.get<{ value: string }>(readOne, [name]))?.value
}

export async function writeProperty(queries: Queries, name: string, value: string): Promise<void> {
  await queries.run(writeOne, [name, value])
}
