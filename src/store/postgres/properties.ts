import assert from 'node:assert/strict'
import type { Queries } from './queries.ts'

const readOne = 'select value from property where name = $1'
const writeOne =
  'insert into property (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value'
/** A conflict waits for who has written the row and not yet committed; to tell what he wrote, the row is written as it is. */
const claimOne = `insert into property (name, value) values ($1, $2)
  on conflict (name) do update set value = property.value returning value`

/** Facts about a database as a whole, by name. */
export async function readProperty(queries: Queries, name: string): Promise<string | undefined> {
  return (await queries.get<{ value: string }>(readOne, [name]))?.value
}

export async function writeProperty(queries: Queries, name: string, value: string): Promise<void> {
  await queries.run(writeOne, [name, value])
}

/** Writes it where there is none. @returns what is there */
export async function claimProperty(queries: Queries, name: string, value: string): Promise<string> {
  const found = await queries.get<{ value: string }>(claimOne, [name, value])
  assert(found, 'a claim leaves a row')
  return found.value
}
