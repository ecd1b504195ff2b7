import { plainText } from '../access/plain-text.ts'
import type { Omitted } from './replies.ts'

/** More regions are counted. */
const regionsNamedMax = 3

/** What a person should know beside the answer, or do next: on stderr, so that no program reads it as the answer. */
export function hint(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`)
}

/** Tells what the policies do not let one see. */
export function hintOmitted(omitted: readonly Omitted[]): void {
  for (const { cloud, tenant, regions, action } of omitted) {
    hint(plainText(`Left out: ${cloud} ${tenant}${regions ? regionsText(regions) : ''}, which needs ${action}`))
  }
}

function regionsText(regions: readonly string[]): string {
  return regions.length > regionsNamedMax ? ` in ${regions.length} regions` : ` in ${regions.join(', ')}`
}
