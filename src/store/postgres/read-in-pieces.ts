import type { Queries } from './queries.ts'

/** Rows that are read at a time. */
const pieceRowsMax = 2000

/** What `select` finds, some rows at a time, however many there are. Within a transaction, one after the other. */
export async function* readInPieces<Row>(queries: Queries, select: string): AsyncGenerator<readonly Row[]> {
  await queries.send(`declare piecemeal cursor for ${select}`, [], true)
  for (;;) {
    const { rows } = await queries.send(`fetch ${pieceRowsMax} from piecemeal`, [], true)
    if (rows.length === 0) break
    yield rows as readonly Row[]
  }
  await queries.run('close piecemeal')
}
