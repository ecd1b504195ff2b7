import { errors } from '../../errors.ts'
import { ok, operation } from '../../operation.ts'

export const listInstanceTags = operation({
  name: 'ListInstanceTags',
  docs: 'Querying Tags of a DB Instance',
  service: 'dds',
  method: 'GET',
  path: '/v3/{project_id}/instances/{instance_id}/tags',
  access: { action: 'dds:instance:listTags', action11: 'dds:instance:list', level: 'read', resources: '*' },
  errors: [errors.noSuchInstance],
  async run(_, { store, project, instanceId }) {
    const found = await store.tagsOf(project.id, project.region, [instanceId])
    const tags = found.get(instanceId)
    return tags ? ok({ tags }) : errors.noSuchInstance
  },
})
