import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A function that makes data folders, which are gone when the tests of the file are over. */
export function scratchFolders(): () => string {
  const parent = mkdtempSync(join(tmpdir(), 'tagplane-audit-'))
  afterAll(() => rmSync(parent, { recursive: true }))
  return () => mkdtempSync(join(parent, 'data-'))
}
