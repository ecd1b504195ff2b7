import { createProject } from './iam/create-project.ts'
import { createUserToken } from './iam/create-user-token.ts'
import { listAuthDomains } from './iam/list-auth-domains.ts'
import { listAuthProjects } from './iam/list-auth-projects.ts'
import { listProjects } from './iam/list-projects.ts'
import { listRegions } from './iam/list-regions.ts'
import { listUsers } from './iam/list-users.ts'
import { validateToken } from './iam/validate-token.ts'
import type { Operation } from './operation.ts'
import { batchTagAction } from './operations/batch-tag-action.ts'
import { createInstance } from './operations/create-instance.ts'
import { deleteInstance } from './operations/delete-instance.ts'
import { listInstanceTags } from './operations/list-instance-tags.ts'
import { listInstances } from './operations/list-instances.ts'
import { listInstancesByTags } from './operations/list-instances-by-tags.ts'
import { listProjectTags } from './operations/list-project-tags.ts'
import { showJobDetail } from './operations/show-job-detail.ts'
import { updateInstanceName } from './operations/update-instance-name.ts'
import { updateInstanceRemark } from './operations/update-instance-remark.ts'

/** Everything that is served. IAM's come first: its `/v3/auth/projects` would else be asked of a project named `auth`. */
export const operations: readonly Operation[] = [
  createUserToken,
  validateToken,
  listAuthProjects,
  listAuthDomains,
  listProjects,
  createProject,
  listRegions,
  listUsers,
  batchTagAction,
  listInstanceTags,
  listProjectTags,
  listInstancesByTags,
  listInstances,
  createInstance,
  deleteInstance,
  showJobDetail,
  updateInstanceName,
  updateInstanceRemark,
]
