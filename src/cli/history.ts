import type { Command } from 'commander'
import type { Api } from './client/api.ts'
import { changeColumns } from './client/change-columns.ts'
import { apiFor, type ClientOptions, clientCommand } from './client/client-command.ts'
import { type ChangeFilter, findChanges } from './client/find-changes.ts'
import { followChanges } from './client/follow-changes.ts'
import { hint, hintOmitted } from './client/output.ts'
import type { Change, ChangesPage, Omitted } from './client/replies.ts'
import { ColumnTable } from './column-table.ts'
import { endWithReader } from './end-with-reader.ts'
import { outputWidth } from './output-width.ts'
import { printLines } from './print-lines.ts'
import { countOption, revisionOption, timeOption } from './read-option.ts'
import { untilAsked } from './until-asked.ts'

/** Changes shown to a person who does not say how many. */
const limitDefault = 100

interface HistoryOptions extends ClientOptions {
  readonly instance?: string
  readonly key?: string
  readonly actor?: string
  readonly operation?: string
  readonly requestId?: string
  readonly since?: number
  readonly until?: number
  readonly fromRevision?: number
  readonly toRevision?: number
  readonly limit?: number
  readonly follow?: boolean
}

const examples = ['history --key env --since 2d', 'history --instance r-bp1example0000001 --json', 'history --follow']

export function historyCommand(): Command {
  return clientCommand('history', 'Show what became of tags, the newest first', examples)
    .option('--instance <id>', 'of this instance')
    .option('--key <key>', 'of this tag key')
    .option('--actor <name>', 'by this caller, named as the history names him')
    .option('--operation <name>', 'of this operation: UntagResources')
    .option('--request-id <id>', 'of this call')
    .option('--since <time>', 'from this time on: 15m, 2h or 7d ago, or 2026-11-22T00:10:11Z', timeOption)
    .option('--until <time>', 'up to this time', timeOption)
    .option('--from-revision <n>', 'from this revision of --tenant on', revisionOption)
    .option('--to-revision <n>', 'up to this revision of --tenant', revisionOption)
    .option('--limit <n>', `the newest n (default: ${limitDefault}; with --json all)`, countOption)
    .option('--follow', 'the oldest first, and go on with what comes, until Ctrl-C')
    .action(history)
}

async function history(options: HistoryOptions): Promise<void> {
  endWithReader()
  const { json, follow, limit } = options
  const api = apiFor(options)
  const filter = filterOf(options)
  if (follow) await printFollowed(api, filter, limit, json ? jsonOf : tableOf())
  else if (json) await printAll(api, filter, limit)
  else await printTable(api, filter, limit)
}

function filterOf(options: HistoryOptions): ChangeFilter {
  const { tenant, instance, key, actor, operation, requestId, since, until, fromRevision, toRevision } = options
  const [from, to] = [since, until].map((at) => (at === undefined ? undefined : new Date(at).toISOString()))
  return { tenant, instance, key, actor, operation, requestId, from, until: to, fromRevision, toRevision }
}

async function printFollowed(api: Api, filter: ChangeFilter, limit: number | undefined, linesOf: LinesOf) {
  const asked = untilAsked()
  const { changes, omitted } = await newest(api, filter, limit)
  hintOmitted(omitted)
  await printLines(linesOf(changes.toReversed()))
  for await (const some of followChanges(api, filter, changes, asked)) await printLines(linesOf(some))
}

async function printAll(api: Api, filter: ChangeFilter, limit: number | undefined): Promise<void> {
  let omitted: readonly Omitted[] = []
  for await (const page of findChanges(api, filter, limit)) {
    await printLines(jsonOf(page.changes))
    omitted = page.omitted
  }
  hintOmitted(omitted)
}

async function printTable(api: Api, filter: ChangeFilter, limit: number | undefined): Promise<void> {
  const { changes, omitted, hasMore } = await newest(api, filter, limit)
  await printLines(changes.length > 0 ? tableOf()(changes) : ['No change matches'])
  if (hasMore) hint('There may be more; show them with --limit, or all with --json')
  hintOmitted(omitted)
}

async function newest(api: Api, filter: ChangeFilter, limit = limitDefault) {
  const changes: Change[] = []
  let last: ChangesPage | undefined
  for await (const page of findChanges(api, filter, limit)) {
    changes.push(...page.changes)
    last = page
  }
  return { changes, omitted: last?.omitted ?? [], hasMore: last?.next !== undefined }
}

type LinesOf = (changes: readonly Change[]) => readonly string[]

function jsonOf(changes: readonly Change[]): readonly string[] {
  return changes.map((change) => JSON.stringify(change))
}

/** Lines of one table, which goes on: the head before the first. */
function tableOf(): LinesOf {
  const table = new ColumnTable(changeColumns, outputWidth())
  let isBegun = false
  return (changes) => {
    const lines = isBegun ? table.rows(changes) : table.lines(changes)
    isBegun = true
    return lines
  }
}
