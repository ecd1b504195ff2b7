// Writes docs/reference/ from the operations that the server runs. With a folder as its argument, writes there instead.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alibabaReference } from './alibaba-reference.ts'
import { huaweiReference } from './huawei-reference.ts'

const folder = process.argv[2] ?? fileURLToPath(new URL('../docs/reference/', import.meta.url))

mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'alibaba.md'), alibabaReference())
writeFileSync(join(folder, 'huawei.md'), huaweiReference())
