import { type Command, Option } from 'commander'
import { Refusal } from './client/api-failure.ts'
import { changeCommand } from './client/change-command.ts'
import { apiFor } from './client/client-command.ts'
import { confirm } from './client/confirm.ts'
import { printDone } from './client/done-report.ts'
import { type ChangeOptions, revisionsSeen } from './client/edit-fleet.ts'
import { conflictLines, countsOf, inWords, type PlanCounts, plannedLines, planSummary } from './client/planned-table.ts'
import type { Done, UndoPreview } from './client/replies.ts'
import { endWithReader } from './end-with-reader.ts'
import { UsageError } from './listen-address.ts'
import { printLines } from './print-lines.ts'

/** Instances and conflicts that a preview tells. */
const toldMax = 100

interface UndoOptions extends ChangeOptions {
  readonly revisions?: string
  readonly overwrite: boolean
  readonly skipConflicts: boolean
}

const examples = [
  'undo 3f0e2c4a-6f0e-4b7e-9a51-0c9d8a1b2c3d',
  'undo --revisions 41-43 --tenant 1234567890123456 --dry-run',
]

export function undoCommand(): Command {
  return changeCommand('undo', 'Take back what a request, or some revisions, did to tags', examples)
    .argument('[request-id]', 'of the call, as "tagplane history" shows it')
    .option('--revisions <A-B>', 'in the place of a request, these revisions of --tenant, the last included')
    .option('--overwrite', 'also where a tag was changed again since', false)
    .addOption(
      new Option('--skip-conflicts', 'leave what was changed again since as it is')
        .default(false)
        .conflicts('overwrite'),
    )
    .action(undo)
}

async function undo(requestId: string | undefined, options: UndoOptions): Promise<void> {
  endWithReader()
  const wanted = { ...readWanted(requestId, options), overwrite: options.overwrite }
  const api = apiFor(options)
  const preview = await api.post<UndoPreview>('/undo/preview', { ...wanted, limit: toldMax })
  const counts = countsOf(preview.tenants)
  const why = refusalOf(preview, counts, options)
  if (!options.json) await show(preview, counts)
  else if (options.dryRun || why !== undefined) await printLines([JSON.stringify(preview)])
  if (why !== undefined) throw new Refusal(why)
  if (options.dryRun || counts.changed === 0) return
  if (!options.yes && !(await confirm(`Undo this on ${inWords(counts.changed, 'instance')}?`))) {
    throw new UsageError('Nothing was changed')
  }
  const seen = { revisions: revisionsSeen(preview) }
  await printDone(await api.post<Done>('/undo', { ...wanted, seen }), options.json)
}

/** @throws UsageError */
function readWanted(requestId: string | undefined, { revisions, tenant }: UndoOptions) {
  if ((requestId === undefined) === (revisions === undefined)) {
    throw new UsageError('Say what to undo: a request id, or --revisions A-B --tenant ID')
  }
  if (revisions === undefined) {
    // It would be undone in every tenant all the same.
    if (tenant !== undefined) throw new UsageError('Leave out --tenant: it goes with --revisions')
    return { requestId }
  }
  const [, from, to = from] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(revisions) ?? []
  if (from === undefined) throw new UsageError(`Cannot read --revisions "${revisions}"; write A-B`)
  if (tenant === undefined) throw new UsageError('Say whose revisions: --tenant ID')
  return { revisions: { tenant, from: Number(from), to: Number(to) } }
}

/** Why nothing is undone. */
function refusalOf({ conflicts }: UndoPreview, { refused }: PlanCounts, { overwrite, skipConflicts }: UndoOptions) {
  if (refused > 0) return `${inWords(refused, 'instance')} refused, nothing was changed`
  if (conflicts.length === 0 || overwrite || skipConflicts) return undefined
  return 'Some tags were changed again since, nothing was changed; --overwrite takes them back too, --skip-conflicts leaves them'
}

async function show({ instances, conflicts }: UndoPreview, counts: PlanCounts): Promise<void> {
  const more = counts.changed + counts.refused - instances.length
  await printLines([...plannedLines(instances), ...(more > 0 ? [`… and ${more} more`] : []), planSummary(counts)])
  await printLines(conflictLines(conflicts))
}
