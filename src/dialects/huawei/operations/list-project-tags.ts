import type { Tag } from '../../../tags/tag.ts'
import type { Call } from '../call.ts'
import { ok, operation } from '../operation.ts'

/** How many tags are read from the store at a time; between two such readings other calls are served. */
const tagsPerRead = 5_000

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
  do {
    const tags = await store.listDistinctTags(project.id, project.region, after, tagsPerRead)
    yield* tags
    after = tags.length < tagsPerRead ? undefined : tags.at(-1)
  } while (after)
}
