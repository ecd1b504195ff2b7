import { setTimeout } from 'node:timers/promises'
import { type Api, Unreachable } from './api.ts'
import { ApiFailure } from './api-failure.ts'
import { type ChangeFilter, findChanges } from './find-changes.ts'
import { hint } from './output.ts'
import type { Change } from './replies.ts'

/** Between two looks, milliseconds. */
const lookMs = 1000
/** Nodes write the log side by side, each with a clock of its own: so far back something new may appear. */
const overlapMs = 10_000

/**
 * Changes that come after those known, the oldest first, until asked to end. A server that is away is waited for.
 * @param known the newest changes there were, the newest first
 */
export async function* followChanges(
  api: Api,
  filter: ChangeFilter,
  known: readonly Change[],
  asked: AbortSignal,
): AsyncGenerator<readonly Change[]> {
  let from = (known[0] ? timeOf(known[0]) : api.serverTime) - overlapMs
  let seen = seenOf(await upTo(known[0], api, { ...filter, from: timeText(from, filter.from) }))
  while (!asked.aborted) {
    await setTimeout(lookMs, undefined, { signal: asked }).catch(() => {})
    const found = await patiently(() => changesSince(api, { ...filter, from: timeText(from, filter.from) }))
    const changes = found.filter((change) => !seen.has(identityOf(change)))
    from = Math.max(from, ...changes.map((change) => timeOf(change) - overlapMs))
    seen = new Map([...seen, ...seenOf(changes)].filter(([, at]) => at >= from))
    if (changes.length > 0) yield changes
  }
}

/** The oldest first. */
async function changesSince(api: Api, filter: ChangeFilter): Promise<readonly Change[]> {
  const found: Change[] = []
  for await (const { changes } of findChanges(api, filter)) found.push(...changes)
  return found.reverse()
}

/** Those up to the newest one known: they were there before, shown or not. */
async function upTo(newest: Change | undefined, api: Api, filter: ChangeFilter): Promise<readonly Change[]> {
  if (!newest) return []
  const found = await changesSince(api, filter)
  return found.slice(0, found.findIndex((change) => identityOf(change) === identityOf(newest)) + 1)
}

/** Nothing, where the server is away or has too much to do. */
async function patiently(look: () => Promise<readonly Change[]>): Promise<readonly Change[]> {
  try {
    return await look()
  } catch (error) {
    const mayPass = error instanceof Unreachable || (error instanceof ApiFailure && error.status === 503)
    if (!mayPass) throw error
    hint(`${error.message}; still trying`)
    return []
  }
}

function seenOf(changes: readonly Change[]): Map<string, number> {
  return new Map(changes.map((change) => [identityOf(change), timeOf(change)]))
}

function timeOf({ at }: Change): number {
  return Date.parse(at)
}

/** Not before what the filter says itself. */
function timeText(from: number, filtered: ChangeFilter[string] = ''): string {
  const text = new Date(from).toISOString()
  return text > String(filtered) ? text : String(filtered)
}

function identityOf({ tenant, revision, instance, key }: Change): string {
  return JSON.stringify([tenant, revision, instance, key])
}
