import { record } from '../../compound-kinds.ts'
import { iamErrors } from '../../errors.ts'
import { name } from '../../iam/reference.ts'
import { operation } from '../../operation.ts'
import { optional } from '../../scalar-kinds.ts'

/** Refused: projects are stated in the seed file. The Node SDK comes here when it finds no project of its region's name. */
export const createProject = operation({
  name: 'KeystoneCreateProject',
  docs: 'Creating a Project',
  service: 'iam',
  method: 'POST',
  path: '/v3/projects',
  access: { action: 'iam:projects:createProject', level: 'write', resources: '*' },
  body: { project: record({ name, domain_id: optional(name), parent_id: optional(name) }, iamErrors.malformed) },
  errors: [iamErrors.body, iamErrors.malformed, iamErrors.projectsAreFixed],
  run: async () => iamErrors.projectsAreFixed,
})
