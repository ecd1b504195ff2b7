import { UsageError } from '../listen-address.ts'
import { printLines } from '../print-lines.ts'
import { ProgressBar } from '../progress-bar.ts'
import type { Api } from './api.ts'
import { Refusal } from './api-failure.ts'
import { apiFor, type ClientOptions } from './client-command.ts'
import { confirm } from './confirm.ts'
import { printDone } from './done-report.ts'
import { type Chosen, chooseInParts, type EditPart, previewPart, type TagSteps } from './edit-parts.ts'
import { hintOmitted } from './output.ts'
import { countsOf, inWords, type PlanCounts, plannedLines, planSummary } from './planned-table.ts'
import type { Done } from './replies.ts'

/** Planned instances shown to a person, and told to a program. */
const shownMax = 100
const toldMax = 1000

/** What every command takes that changes tags. */
export interface ChangeOptions extends ClientOptions {
  readonly yes?: boolean
  readonly dryRun?: boolean
}

export interface EditOptions extends ChangeOptions {
  readonly skipRefused?: boolean
  readonly inParts?: boolean
}

/**
 * Edits the tags of the instances that a selector finds: shows what would change, asks, changes it.
 * @throws Refusal if an instance is refused and is not to be left out
 */
export async function editFleet(where: string, steps: TagSteps, options: EditOptions): Promise<void> {
  if (where.trim() === '') throw new UsageError('Write a selector; "@tags >= 0" stands for every instance')
  const { tenant, json, dryRun = false, yes, skipRefused = false, inParts } = options
  const api = apiFor(options)
  const chosen = inParts ? await chooseInParts(api, where, tenant) : [{ where, tenant }]
  const parts = await preview(api, chosen, steps, json)
  const counts = countsOf(parts.flatMap(({ preview }) => preview.tenants))
  const isRefused = counts.refused > 0 && !skipRefused
  await (json ? tell(parts, dryRun || isRefused) : show(parts, counts))
  if (isRefused) {
    throw new Refusal(
      `${inWords(counts.refused, 'instance')} refused, nothing was changed; --skip-refused leaves out what is refused`,
    )
  }
  if (dryRun || counts.changed === 0) return
  if (!yes && !(await confirm(`Change ${inWords(counts.changed, 'instance')}?`))) {
    throw new UsageError('Nothing was changed')
  }
  await apply(api, parts, skipRefused, json)
}

async function preview(api: Api, chosen: readonly Chosen[], steps: TagSteps, json: boolean) {
  const bar = new ProgressBar()
  const parts: EditPart[] = []
  try {
    for (const some of chosen) {
      parts.push(await previewPart(api, { ...some, ...steps }, json ? toldMax : shownMax))
      if (chosen.length > 1)
        bar.show(parts.length / chosen.length, `looked at ${parts.length} of ${chosen.length} parts`)
    }
  } finally {
    bar.clear()
  }
  return parts
}

/** For programs: what would be done, where it is not. */
async function tell(parts: readonly EditPart[], isAll: boolean): Promise<void> {
  if (isAll) await printLines(parts.map(({ preview }) => JSON.stringify(preview)))
}

async function show(parts: readonly EditPart[], counts: PlanCounts): Promise<void> {
  hintOmitted(parts[0]?.preview.omitted ?? [])
  const planned = parts.flatMap(({ preview }) => preview.instances).slice(0, shownMax)
  const more = counts.changed + counts.refused - planned.length
  const isNone = counts.changed + counts.refused + counts.unchanged === 0
  await printLines(plannedLines(planned))
  if (more > 0) await printLines([`… and ${more} more`])
  await printLines([isNone ? 'No instance matches' : planSummary(counts)])
}

/** A part after the other, each told when it is done. */
async function apply(api: Api, parts: readonly EditPart[], skipRefused: boolean, json: boolean): Promise<void> {
  const bar = new ProgressBar()
  try {
    for (const [at, { edit, preview }] of parts.entries()) {
      if (countsOf(preview.tenants).changed === 0) continue
      if (parts.length > 1) bar.show(at / parts.length, `part ${at + 1} of ${parts.length}`)
      const seen = { selection: preview.selection, revisions: revisionsSeen(preview) }
      const done = await api.post<Done>('/edits', { ...edit, seen, skipRefused })
      bar.clear()
      await printDone(done, json)
    }
  } finally {
    bar.clear()
  }
}

/** The revision of each tenant that a preview was made on. */
export function revisionsSeen({ tenants }: Pick<EditPart['preview'], 'tenants'>) {
  return tenants.map(({ tenant, revision }) => ({ tenant, revision }))
}
