import type { Tenant } from '../../../store/identity.ts'
import type { Call } from '../call.ts'
import { regionOfProject } from '../project.ts'

/** A project as IAM lists it. A subproject's parent is the project of its region, any other's the domain. */
function describeProject(call: Call, { id, name, account }: Tenant, siblings: readonly Tenant[]) {
  const region = regionOfProject(name)
  const parent = name === region ? undefined : siblings.find((sibling) => sibling.name === region)
  return {
    id,
    name,
    domain_id: account,
    parent_id: parent?.id ?? account,
    is_domain: false,
    enabled: true,
    description: '',
    links: { self: call.urlOf(`/v3/projects/${id}`) },
  }
}

/** The projects of the caller's domain. */
export async function describeProjects(call: Call) {
  const { realm, account } = call.caller.principal
  const projects = await call.store.listTenants(realm, account)
  return projects.map((project) => describeProject(call, project, projects))
}
