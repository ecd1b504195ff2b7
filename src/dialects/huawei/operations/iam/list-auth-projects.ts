import { describeProjects } from '../../iam/describe-projects.ts'
import { ok, operation } from '../../operation.ts'

export const listAuthProjects = operation({
  name: 'KeystoneListAuthProjects',
  docs: 'Querying the List of Projects Accessible to Users',
  service: 'iam',
  method: 'GET',
  path: '/v3/auth/projects',
  access: { level: 'list', resources: '*' },
  async run(_, call) {
    return ok({ projects: await describeProjects(call), links: { self: call.urlOf('/v3/auth/projects') } })
  },
})
