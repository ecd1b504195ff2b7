import { iamErrors } from '../../errors.ts'
import { describeProjects } from '../../iam/describe-projects.ts'
import { name } from '../../iam/reference.ts'
import { ok, operation } from '../../operation.ts'
import { flag, integer, optional, withDefault } from '../../scalar-kinds.ts'

const malformed = iamErrors.malformed

export const listProjects = operation({
  name: 'KeystoneListProjects',
  docs: 'Querying Project Information',
  service: 'iam',
  method: 'GET',
  path: '/v3/projects',
  access: { action: 'iam:projects:listProjects', level: 'list', resources: '*' },
  query: {
    name: optional(name),
    domain_id: optional(name),
    parent_id: optional(name),
    enabled: optional(flag(malformed)),
    is_domain: optional(flag(malformed)),
    page: withDefault(integer({ min: 1, max: 100_000 }, malformed), 1),
    per_page: withDefault(integer({ min: 1, max: 5000 }, malformed), 5000),
  },
  errors: [malformed],
  async run({ page, per_page, ...wanted }, call) {
    const all = await describeProjects(call)
    const members = Object.entries(wanted).filter(([, value]) => value !== undefined)
    const found = all.filter((project) =>
      members.every(([member, value]) => project[member as keyof typeof wanted] === value),
    )
    const projects = found.slice((page - 1) * per_page, page * per_page)
    return ok({ projects, links: { self: call.urlOf(call.request.target), next: null, previous: null } })
  },
})
