import { errors } from '../../errors.ts'
import { describeJob } from '../../instances/job.ts'
import { ok, operation } from '../../operation.ts'
import { text } from '../../scalar-kinds.ts'

export const showJobDetail = operation({
  name: 'ShowJobDetail',
  docs: 'Querying Task Details',
  service: 'dds',
  method: 'GET',
  path: '/v3/{project_id}/jobs',
  access: { action: 'dds:task:list', action11: 'dds:instance:list', level: 'list', resources: '*' },
  query: { id: text({ max: 64 }, errors.parameter) },
  errors: [errors.parameter, errors.noSuchJob],
  async run({ id }, { store, project, at }) {
    const job = await store.findJob(project.id, id)
    return job ? ok({ job: describeJob(job, at) }) : errors.noSuchJob
  },
})
