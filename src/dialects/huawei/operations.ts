import type { Operation } from './operation.ts'
import { batchTagAction } from './operations/dds/batch-tag-action.ts'
import { createInstance } from './operations/dds/create-instance.ts'
import { deleteInstance } from './operations/dds/delete-instance.ts'
import { listInstanceTags } from './operations/dds/list-instance-tags.ts'
import { listInstances } from './operations/dds/list-instances.ts'
import { listInstancesByTags } from './operations/dds/list-instances-by-tags.ts'
import { listProjectTags } from './operations/dds/list-project-tags.ts'
import { showJobDetail } from './operations/dds/show-job-detail.ts'
import { updateInstanceName } from './operations/dds/update-instance-name.ts'
import { updateInstanceRemark } from './operations/dds/update-instance-remark.ts'
import { createProject } from './operations/iam/create-project.ts'
import { createTemporaryAccessKey } from './operations/iam/create-temporary-access-key.ts'
import { createUserToken } from './operations/iam/create-user-token.ts'
import { listAuthDomains } from './operations/iam/list-auth-domains.ts'
import { listAuthProjects } from './operations/iam/list-auth-projects.ts'
import { listProjects } from './operations/iam/list-projects.ts'
import { listRegions } from './operations/iam/list-regions.ts'
import { listUsers } from './operations/iam/list-users.ts'
import { validateToken } from './operations/iam/validate-token.ts'

/** Everything that is served. IAM's come first: its `/v3/auth/projects` would else be asked of a project named `auth`. */
export const operations: readonly Operation[] = [
  createUserToken,
  createTemporaryAccessKey,
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
