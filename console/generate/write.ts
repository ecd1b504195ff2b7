import { writeFileSync } from 'node:fs'
import { apiTypesFile, servedApiTypes } from './served-api-types.ts'

writeFileSync(apiTypesFile, servedApiTypes())
