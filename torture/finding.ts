import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A promise that was not kept. */
export interface Finding {
  /** The command line that finds it again. */
  readonly repeat: string
  readonly violations: readonly string[]
  /** What else helps to understand it. */
  readonly details: unknown
}

const shownMax = 5

/** Tells of a finding on stderr, writes it to a file, and lets the process end with status 1. */
export function reportFinding(what: string, finding: Finding): void {
  const path = join(tmpdir(), `tagplane-torture-${what}-${Date.now()}.json`)
  writeFileSync(path, `${JSON.stringify(finding, null, 2)}\n`)
  const more = finding.violations.length - shownMax
  console.error(
    [
      '',
      `Violated by ${what}:`,
      ...finding.violations.slice(0, shownMax).map((violation) => `  ${violation}`),
      ...(more > 0 ? [`  and ${more} more`] : []),
      `Repeat it with: ${finding.repeat}`,
      `All of it is in ${path}`,
    ].join('\n'),
  )
  process.exitCode = 1
}
