import { setImmediate } from 'node:timers/promises'
import type { Tag } from '../../../../tags/tag.ts'
import type { Call } from '../../call.ts'
import { ok, operation } from '../../operation.ts'

/** Tags read from the store at a time; between two such readings other calls are served. */
const tagsPerRead = 1_000
/** Tags in one answer. The API has no pages: a project with more distinct tags is answered with the first of them. */
const tagsMax = 20_000

export const listProjectTags = operation({
  name: 'ListProjectTags',
  docs: 'Querying Tags in a Specified Project',
  service: 'dds',
  method: 'GET',
  path: '/v3/{project_id}/tags',
  access: { action: 'dds:tag:listAll', action11: 'dds:instance:list', level: 'list', resources: '*' },
  async run(_, call) {
    const valuesOf = new Map<string, string[]>()
    for await (const { key, value } of distinctTags(call)) {
      const values = valuesOf.get(key) ?? []
      if (value !== '') values.push(value)
      valuesOf.set(key, values)
    }
    return ok({ tags: Array.from(valuesOf, ([key, values]) => ({ key, values })) })
  },
})

/** The distinct tags of the call's project, by key and then value. */
async function* distinctTags({ store, project }: Call): AsyncGenerator<Tag> {
  let after: Tag | undefined
  for (let read = 0; read < tagsMax; read += tagsPerRead) {
    const tags = await store.listDistinctTags(project.id, project.region, after, tagsPerRead)
    yield* tags
    if (tags.length < tagsPerRead) return
    after = tags.at(-1)
    await setImmediate()
  }
}
