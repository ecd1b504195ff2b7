import { existsSync } from 'node:fs'
import { Command, Option } from 'commander'
import { auditFolderIn } from '../audit/audit-files.ts'
import type { AuditCriteria } from '../audit/audit-filter.ts'
import { type AuditEntry, AuditReader } from '../audit/audit-reader.ts'
import { dialectModules } from '../dialects/registry.ts'
import { type AuditEntries, auditEntries, newest } from './audit-entries.ts'
import { AuditTable } from './audit-table.ts'
import { endWithReader } from './end-with-reader.ts'
import { UsageError } from './listen-address.ts'
import { dataOption } from './options.ts'
import { outputWidth } from './output-width.ts'
import { printLines } from './print-lines.ts'
import { countOption, timeOption } from './read-option.ts'
import { untilAsked } from './until-asked.ts'

/** Records shown to a person who does not say how many. */
const limitDefault = 100

interface AuditOptions extends AuditCriteria {
  readonly data: string
  readonly limit?: number
  readonly follow?: boolean
  readonly json?: boolean
}

export function auditCommand(): Command {
  return new Command('audit')
    .description('Show who did what: the audit trail of a stopped or a running server')
    .addOption(dataOption())
    .option('--since <time>', 'from this time on: 15m, 2h or 7d ago, or 2026-11-22T00:10:11Z', timeOption)
    .option('--until <time>', 'up to this time', timeOption)
    .option('--principal <name>', 'of this caller: the whole name, or what follows its last / or :')
    .option('--key <id>', 'with this access key')
    .option('--operation <name>', 'of this operation: UntagResources')
    .option('--resource <id>', 'that name this instance')
    .addOption(new Option('--cloud <cloud>', 'of this cloud').choices(dialectModules.map(({ name }) => name)))
    .addOption(new Option('--decision <decision>', 'decided like this').choices(['allow', 'deny', 'none']))
    .option('--code <code>', 'that ended with this code, or error for all but OK')
    .option('--request-id <id>', 'with this request id')
    .option('--limit <n>', `the newest n (default: ${limitDefault}; with --json all)`, countOption)
    .option('--follow', 'go on with what comes, until Ctrl-C')
    .option('--json', 'the records as they are kept, a line each')
    .allowExcessArguments(false)
    .action(audit)
}

/** Reads only: the trail is the server's. */
async function audit(options: AuditOptions): Promise<void> {
  const { data, since, json, follow } = options
  checkTrail(data)
  endWithReader()
  const reader = new AuditReader(data, since)
  try {
    await (json ? printRecords : printTable)(options, auditEntries(reader, options, follow ? untilAsked() : undefined))
    const { damaged } = reader
    if (damaged > 0) console.error(`Skipped ${damaged} damaged ${damaged === 1 ? 'line' : 'lines'}`)
  } catch (error) {
    throw readError(error)
  } finally {
    reader.close()
  }
}

async function printRecords({ limit }: AuditOptions, { kept, coming }: AuditEntries): Promise<void> {
  const printEach = (entries: readonly AuditEntry[]) => printLines(entries.map(({ line }) => line))
  if (limit !== undefined) await printEach((await newest(kept, limit)).entries)
  else for await (const entries of kept) await printEach(entries)
  for await (const entries of coming) await printEach(entries)
}

async function printTable({ limit = limitDefault, follow }: AuditOptions, { kept, coming }: AuditEntries) {
  const { entries, leftOut } = await newest(kept, limit)
  const table = new AuditTable(outputWidth())
  const rowsOf = (some: readonly AuditEntry[]) => table.rows(some.map(({ record }) => record))
  const rows = rowsOf(entries)
  await printLines(rows.length > 0 || follow ? [table.head(), ...rows] : ['No call matches'])
  if (leftOut > 0) await printLines([`${leftOut} older left out; show more with --limit, or all with --json`])
  for await (const some of coming) await printLines(rowsOf(some))
}

/** @throws UsageError if there is nothing to read */
function checkTrail(data: string): void {
  if (!existsSync(data)) throw new UsageError(`There is no data folder ${data}; give --data, or TAGPLANE_DATA`)
  const folder = auditFolderIn(data)
  if (!existsSync(folder)) {
    throw new UsageError(`The data folder ${data} has no audit trail yet; tagplane serve begins one`)
  }
}

function readError(error: unknown): unknown {
  const { code, path, message } = error as NodeJS.ErrnoException
  return code === undefined ? error : new UsageError(`Cannot read the audit trail ${path ?? ''}: ${message}`)
}
