import type { ExportFormat } from '../../dialects/native/export/export-format.ts'
import { ColumnTable } from '../column-table.ts'
import { outputWidth } from '../output-width.ts'
import { printLines, write } from '../print-lines.ts'
import { ProgressBar } from '../progress-bar.ts'
import type { Api } from './api.ts'
import { findInstances, type Search } from './find-instances.ts'
import { instanceColumns } from './instance-columns.ts'
import { hint, hintOmitted } from './output.ts'
import type { Instance, InstancesPage } from './replies.ts'

/** A total stands for as many or more from here on. */
const totalMax = 10_000
/** Instances shown to a person who does not say how many. */
export const limitDefault = 100

/** Prints how many there are. */
export async function printTotal(api: Api, { where, tenant }: Search, json: boolean): Promise<void> {
  const page = await api.get<InstancesPage>('/instances', { where, tenant, limit: 1 })
  const { total, omitted } = page
  await printLines([json ? JSON.stringify({ total, isExact: total < totalMax }) : totalText(page)])
  hintOmitted(omitted)
}

/** Prints a table for people. @param keys that get a column each */
export async function printTable(api: Api, search: Search, keys: readonly string[]): Promise<void> {
  const found: Instance[] = []
  let last: InstancesPage | undefined
  for await (const page of findInstances(api, { ...search, limit: search.limit ?? limitDefault })) {
    found.push(...page.instances)
    last = page
  }
  const table = new ColumnTable(instanceColumns(keys), outputWidth())
  await printLines(found.length > 0 ? table.lines(found) : ['No instance matches'])
  if (last?.next !== undefined) {
    hint(`${found.length} of ${totalText(last)}; show more with --limit, or all with --json`)
  }
  hintOmitted(last?.omitted ?? [])
}

/** Writes them for programs, each page as it comes. @param keys that get a column each */
export async function writeInstances(api: Api, search: Search, format: ExportFormat, keys: readonly string[]) {
  const bar = new ProgressBar()
  let written = 0
  let last: InstancesPage | undefined
  for await (const page of findInstances(api, search)) {
    const head = last === undefined ? format.head(keys) : ''
    await write(head + page.instances.map((one) => format.line(one, keys)).join(''))
    written += page.instances.length
    last = page
    if (!process.stdout.isTTY) bar.show(written / Math.max(page.total, written), `${written} instances`)
  }
  bar.clear()
  hintOmitted(last?.omitted ?? [])
}

function totalText({ total }: InstancesPage): string {
  return total < totalMax ? String(total) : `${total} or more`
}
