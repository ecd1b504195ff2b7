import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiTypesFile, servedApiTypes } from './served-api-types.ts'

test('the console’s types are those of the API; after a change, run node console/generate/write.ts', () => {
  expect(readFileSync(apiTypesFile, 'utf8')).toBe(servedApiTypes())
})
