import { plainText } from '../access/plain-text.ts'
import { printLines } from '../print-lines.ts'
import { hint } from './output.ts'
import { inWords } from './planned-table.ts'
import type { Done } from './replies.ts'

/** Tells what was done, under which request id, and how to undo it. */
export async function printDone(done: Done, json: boolean): Promise<void> {
  const { requestId, tenants } = done
  if (json) return printLines([JSON.stringify(done)])
  const lines = tenants.map(({ cloud, tenant, revision, instances, tags }) => {
    const at = revision === undefined ? '' : ` at revision ${revision}`
    return plainText(`Changed ${inWords(tags, 'tag')} of ${inWords(instances, 'instance')} in ${cloud} ${tenant}${at}`)
  })
  await printLines([...lines, plainText(`Request id ${requestId}`)])
  hint(plainText(`Undo it with "tagplane undo ${requestId}"`))
}
