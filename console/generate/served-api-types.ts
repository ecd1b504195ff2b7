import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { openApi } from '../../src/dialects/native/open-api.ts'
import { operations } from '../../src/dialects/native/operations.ts'
import { type ApiDescription, apiTypes } from './api-types.ts'

/** Where the console has them. */
export const apiTypesFile = new URL('../src/api/api-types.ts', import.meta.url)

/** The types of the API as this version serves it, formatted like all sources. */
export function servedApiTypes(): string {
  const source = apiTypes(openApi(operations) as unknown as ApiDescription)
  const biome = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url))
  const format = [biome, 'format', `--stdin-file-path=${fileURLToPath(apiTypesFile)}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, format, { input: source, encoding: 'utf8' })
  if (status !== 0) throw new Error(`biome ended with status ${status}: ${stderr}`)
  return stdout
}
