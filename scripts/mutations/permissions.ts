import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RequiredAccess } from '../../src/dialects/required-access.ts'
import { type Mutation, mutationsIn } from './mutation.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

interface Operation {
  readonly name: string
  readonly access: RequiredAccess
}

/** Each operation that needs a permission, without it. @param folder of the operations, from the root of the project */
export function withoutPermission(
  folder: string,
  operations: readonly Operation[],
  tests: readonly string[],
): readonly Mutation[] {
  const sources = globSync('**/*.ts', { cwd: join(root, folder) }).map((name) => {
    return { file: `${folder}/${name}`, source: readFileSync(join(root, folder, name), 'utf8') }
  })
  return operations.flatMap(({ name, access: { action } }) => {
    if (action === undefined) return []
    const file = sources.find(({ source }) => source.includes(`name: '${name}',`))?.file ?? folder
    return mutationsIn(file, tests, [[`${name} needs ${action}`, ` action: '${action}',`, '']])
  })
}
